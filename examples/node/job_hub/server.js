// Starts the hub: `node server.js [FOLDER WITH PROBLEMS]`, on $PORT (default 3000).
import { fileURLToPath } from 'node:url'
import { createHub, loadProblems } from './hub.js'

const folder = process.argv[2] ?? fileURLToPath(new URL('../../problems', import.meta.url))
const hub = createHub({ problems: await loadProblems(folder) })
hub.server.listen(Number(process.env.PORT ?? 3000), () => console.log(`listening on port ${hub.server.address().port}`))

for (const signal of ['SIGINT', 'SIGTERM']) {
  process.once(signal, () => hub.close())
}
