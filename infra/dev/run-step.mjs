// One outside program as a step of the set-up. Plain JavaScript for Node 18 or newer.
import { spawn } from 'node:child_process'
import process from 'node:process'

/** One line of progress. */
export function say(line) {
  process.stderr.write(`juece: ${line}\n`)
}

/**
 * Runs a program with its output on stderr, or kept for the report when `quiet`. Says every fifteen seconds that it is
 * still at it. Never throws: `ok` tells, `why` says what went wrong in one line.
 */
export function runStep(title, command, args, { cwd, env, limitMs, quiet } = {}) {
  return new Promise((resolve) => {
    const begun = Date.now()
    let kept = ''
    // A group of its own, so that an interrupted set-up can end what its programs have started in turn.
    const child = spawn(command, args, {
      cwd,
      env,
      detached: true,
      stdio: ['ignore', quiet ? 'pipe' : 2, quiet ? 'pipe' : 2],
    })
    const keep = (data) => {
      kept = `${kept}${data}`.slice(-4000)
    }
    child.stdout?.on('data', keep)
    child.stderr?.on('data', keep)

    const endGroup = (signal) => {
      try {
        process.kill(-child.pid, signal)
      } catch {
        // It is over already.
      }
    }
    const seconds = () => Math.round((Date.now() - begun) / 1000)
    const beat = setInterval(() => say(`${title} … ${seconds()} s`), 15_000)
    let late = false
    const limit = setTimeout(
      () => {
        late = true
        endGroup('SIGKILL')
      },
      limitMs ?? 2 ** 31 - 1,
    )
    const interrupted = (signal) => {
      endGroup('SIGTERM')
      process.exit(signal === 'SIGINT' ? 130 : 143)
    }
    process.once('SIGINT', interrupted)
    process.once('SIGTERM', interrupted)

    const end = (ok, why) => {
      clearInterval(beat)
      clearTimeout(limit)
      process.off('SIGINT', interrupted)
      process.off('SIGTERM', interrupted)
      resolve({ ok, why, output: kept, seconds: seconds() })
    }
    child.on('error', (error) => end(false, error.code === 'ENOENT' ? 'not found' : error.message))
    child.on('close', (code, signal) => {
      if (late) end(false, `no answer within ${Math.round(limitMs / 1000)} s`)
      else end(code === 0, code === 0 ? '' : lastLine(kept) || `exit ${code ?? signal}`)
    })
  })
}

function lastLine(text) {
  const lines = text.split('\n').map((line) => line.trim())
  return (lines.filter((line) => line !== '').pop() ?? '').slice(0, 300)
}
