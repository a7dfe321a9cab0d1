import { fileURLToPath } from 'node:url'

import { Client, Connection } from '@temporalio/client'
// Loaded as what it is, before the engine's own `require` asks for it by its path.
import '@juece/workflows/payload-converter'

/** The converter that never throws on what it cannot read: for client, worker and bundle alike. */
export const dataConverter = {
  payloadConverterPath: fileURLToPath(import.meta.resolve('@juece/workflows/payload-converter')),
}

/** The search attributes the clerks show; an unregistered one would stop every matter at its first read. */
export const searchAttributes = ['MatterKind', 'MatterStage'] as const

/** A client that connects when it is first used, and again whenever it must. */
export function engineClient(
  address: string,
  namespace: string,
): Client & { close(): Promise<void> } {
  const connection = Connection.lazy({
    address,
    // Whoever uses it tries again in its own time; a call that waits in here would outlive the connection.
    interceptors: [],
    channelArgs: {
      'grpc.initial_reconnect_backoff_ms': 200,
      'grpc.max_reconnect_backoff_ms': 2_000,
    },
  })
  const client = new Client({ connection, namespace, dataConverter })
  return Object.assign(client, { close: () => connection.close() })
}

/** The namespace does not know what the clerks show. Nothing but an operator mends it. */
export class AttributesMissing extends Error {
  override readonly name = 'AttributesMissing'
}

/** Refuses, by name, what is not registered as a keyword. */
export async function checkSearchAttributes(
  connection: Connection,
  namespace: string,
): Promise<void> {
  const { customAttributes } = await connection.operatorService.listSearchAttributes({ namespace })
  // 2 is the keyword type of the engine's protocol.
  const missing = searchAttributes.filter((name) => customAttributes?.[name] !== 2)
  if (missing.length === 0) return
  throw new AttributesMissing(
    `the namespace ${namespace} does not know ${missing.join(', ')} as Keyword; register them: ` +
      missing
        .map((name) => `temporal operator search-attribute create --name ${name} --type Keyword`)
        .join('; '),
  )
}
