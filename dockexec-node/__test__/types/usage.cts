// The same package for require().
import dockexec = require('dockexec')

const engine: dockexec.Engine = new dockexec.Engine({ jobs: 1 })
export const verdict: Promise<dockexec.Verdict> = engine.run({ language: 'c', source: '' }).then((judgement) => judgement.verdict)
