// Starts a command and ends it when whoever started this guard is gone. The one sure sign of that, even after
// a crash or `kill -9`, is the end of our standard input, so the parent keeps a pipe to it open.
//
//   node guard.mjs [--signal SIGTERM] [--grace 10000] [--uid N --gid N] -- COMMAND [ARGUMENT…]
//
// The command's process id is written to file descriptor 3 where that is open. Exit status is the command's.
// Plain JavaScript without dependencies, for Node 18 or newer.
import { spawn } from 'node:child_process'
import { writeSync } from 'node:fs'
import process from 'node:process'

const given = process.argv.slice(2)
const end = given.indexOf('--')
const [command, ...args] = end < 0 ? [] : given.slice(end + 1)
if (command === undefined) {
  process.stderr.write('usage: guard.mjs [--signal S] [--grace MS] [--uid N --gid N] -- COMMAND\n')
  process.exit(2)
}

const option = (name, otherwise) => {
  const at = given.slice(0, end).indexOf(name)
  return at < 0 ? otherwise : given[at + 1]
}
const signal = option('--signal', 'SIGTERM')
const graceMs = Number(option('--grace', '10000'))
const uid = option('--uid')
const gid = option('--gid')

const child = spawn(command, args, {
  stdio: ['ignore', 'inherit', 'inherit'],
  ...(uid === undefined ? {} : { uid: Number(uid) }),
  ...(gid === undefined ? {} : { gid: Number(gid) }),
})

let ending = false
function endChild() {
  if (ending) return
  ending = true
  child.kill(signal)
  setTimeout(() => child.kill('SIGKILL'), graceMs).unref()
}

child.on('spawn', () => {
  try {
    writeSync(3, `${child.pid}\n`)
  } catch {
    // Nobody asked for the process id.
  }
})
child.on('error', (error) => {
  process.stderr.write(`cannot start ${command}: ${error.message}\n`)
  process.exit(127)
})
child.on('exit', (code, by) => {
  if (by !== null) process.stderr.write(ending ? '' : `${command} was ended by ${by}\n`)
  process.exit(code ?? (ending ? 0 : 128))
})

process.stdin.on('end', endChild)
process.stdin.on('close', endChild)
process.stdin.on('error', endChild)
process.stdin.resume()
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(name, endChild)
