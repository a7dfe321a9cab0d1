// A process that starts a server, says its number, and does nothing more: to be killed.
import { startPostgres } from '../../infra/dev/postgres.ts'

const server = await startPostgres({ dataDir: process.argv[2] ?? '' })
process.stdout.write(`${JSON.stringify({ pid: server.pid, port: server.port })}\n`)
setInterval(() => undefined, 60_000)
