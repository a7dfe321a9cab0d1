import pg from 'pg'

/** Whatever can be asked of the keyring's database. */
export type Queryable = Pick<pg.Pool, 'query'>

/** The keyring's own pool: no other role comes near it. */
export function openKeyringPool(url: string, onError: (error: Error) => void): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    application_name: 'api-keyring',
    max: 4,
    connectionTimeoutMillis: 5_000,
    idleTimeoutMillis: 30_000,
    keepAlive: true,
  })
  pool.on('error', onError)
  // The error of a connection in use reaches its query; the event must not end the process.
  pool.on('connect', (client) => void client.on('error', () => undefined))
  return pool
}

/** Runs statements together or not at all. */
export async function inTransaction<T>(
  pool: pg.Pool,
  work: (client: pg.PoolClient) => Promise<T>,
): Promise<T> {
  const client = await pool.connect()
  try {
    await client.query('begin')
    const done = await work(client)
    await client.query('commit')
    client.release()
    return done
  } catch (why) {
    // A connection whose state nobody knows is not used again.
    await client.query('rollback').then(
      () => client.release(),
      () => client.release(true),
    )
    throw why
  }
}
