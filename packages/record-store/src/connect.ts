import pg from 'pg'

/** Whatever can be asked: a pool, or one connection. */
export type Queryable = {
  query<Row extends object>(
    config: pg.QueryConfig | string,
    values?: readonly unknown[],
  ): Promise<{ readonly rows: Row[]; readonly rowCount: number | null }>
}

/** A pool of one role and service. */
export type Pool = Queryable & {
  end(): Promise<void>
}

/** A direct connection: what holds a session lock, listens, or appends. */
export type Connection = Queryable & {
  /** Resolves when the connection is gone, whoever ended it. */
  readonly gone: Promise<unknown>
  on(event: 'notification', hear: (message: { channel: string; payload?: string }) => void): void
  end(): Promise<void>
}

const int8 = 20
// Positions, sizes and counts stay far below 2^53; one that does not is a fault, not a wrong number.
const types: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary'): unknown =>
    oid === int8 && format !== 'binary'
      ? exactNumber
      : pg.types.getTypeParser(oid, format as 'text')) as pg.CustomTypesConfig['getTypeParser'],
}

/** A pool for one role. An idle connection that breaks is reported and replaced, never thrown. */
export function openPool(
  url: string,
  options: {
    readonly service?: string
    readonly most?: number
    readonly onError?: (error: Error) => void
  } = {},
): Pool {
  const pool = new pg.Pool({
    connectionString: url,
    application_name: options.service ?? 'juece',
    max: options.most ?? 8,
    connectionTimeoutMillis: 5_000,
    idleTimeoutMillis: 30_000,
    keepAlive: true,
    types,
  })
  pool.on('error', options.onError ?? (() => undefined))
  // The error of a connection in use reaches its query; the event must not end the process.
  pool.on('connect', (client) => void client.on('error', () => undefined))
  return {
    query: <Row extends object>(config: pg.QueryConfig | string, values?: readonly unknown[]) =>
      pool.query<Row>(config, values === undefined ? undefined : [...values]),
    end: () => pool.end(),
  }
}

/** One direct connection; `patienceMs` bounds a query that the network has swallowed. */
export async function openConnection(
  url: string,
  options: { readonly service?: string; readonly patienceMs?: number } = {},
): Promise<Connection> {
  const client = new pg.Client({
    connectionString: url,
    application_name: options.service ?? 'juece',
    connectionTimeoutMillis: 5_000,
    keepAlive: true,
    query_timeout: options.patienceMs ?? 20_000,
    types,
  })
  const gone = new Promise<unknown>((resolve) => {
    client.once('error', resolve)
    client.once('end', () => resolve(new Error('the connection was closed')))
  })
  client.on('error', () => undefined)
  await client.connect()
  return {
    gone,
    query: <Row extends object>(config: pg.QueryConfig | string, values?: readonly unknown[]) =>
      client.query<Row>(config, values === undefined ? undefined : [...values]),
    on: (event, hear) =>
      void client.on(event, (message) =>
        hear(
          message.payload === undefined
            ? { channel: message.channel }
            : { channel: message.channel, payload: message.payload },
        ),
      ),
    end: () => client.end(),
  }
}

function exactNumber(text: string): number {
  const value = Number(text)
  if (!Number.isSafeInteger(value)) throw new Error(`a number beyond 2^53: ${text}`)
  return value
}
