/** The same module for `import`, name by name: `export *` would pass on what Node adds to a CommonJS module. */
export { BadRequestError, CancelledError, DockExecError, Engine, EngineClosedError, HostUnfitError, InternalError, InvalidProblemError, Judgement, Problem, ProblemFaultError, QueueFullError, Run, Signature, UnsupportedError, doctor, languages, phrase, sanitize, starterCode, wrap, } from './index.js';
export type * from './index.js';
