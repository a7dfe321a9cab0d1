import { exportJWK, generateKeyPair } from 'jose'
import { Provider, type Adapter, type AdapterPayload, type Configuration } from 'oidc-provider'

// 开发用身份服务 · A development tool and nothing else: whoever asks for a name is given it, without a password. Who
// holds which post is in the record, so a name alone opens nothing that nobody was appointed to.

/** Names of people: what the record accepts as an official. */
const person = /^[a-z0-9][a-z0-9.-]{0,63}$/
const web = 'juece-web'
const resource = 'urn:juece:api'
const daySeconds = 86_400

async function main(): Promise<void> {
  const { JUECE_ENVIRONMENT: environment = 'embedded', JUECE_IDP_PORT: port = '' } = process.env
  if (environment !== 'embedded') {
    throw new Error('development identities work in an embedded stack only')
  }
  if (!/^[1-9]\d{0,4}$/.test(port)) throw new Error('JUECE_IDP_PORT: must be a port')
  const issuer = `http://127.0.0.1:${port}`
  const provider = new Provider(issuer, await configuration())
  const server = provider.listen(Number(port), '127.0.0.1')
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      server.close()
      server.closeAllConnections()
    })
  }
}

async function configuration(): Promise<Configuration> {
  // New keys with every start: tokens do not outlive the stack that gave them.
  const { privateKey } = await generateKeyPair('ES256', { extractable: true })
  const key = { ...(await exportJWK(privateKey)), kid: 'development', alg: 'ES256', use: 'sig' }
  return {
    adapter: (model) => new Memory(model),
    jwks: { keys: [key] },
    findAccount: (_context, sub) => ({ accountId: sub, claims: () => ({ sub }) }),
    extraTokenClaims: () => ({ juece_development: true }),
    pkce: { required: () => true },
    clientDefaults: { id_token_signed_response_alg: 'ES256' },
    ttl: { ClientCredentials: daySeconds, AccessToken: daySeconds, Session: daySeconds },
    features: {
      devInteractions: { enabled: true },
      clientCredentials: { enabled: true },
      resourceIndicators: {
        enabled: true,
        defaultResource: () => resource,
        useGrantedResource: () => true,
        getResourceServerInfo: () => ({
          audience: process.env['JUECE_OIDC_AUDIENCE'] ?? 'juece',
          scope: '',
          accessTokenFormat: 'jwt',
          accessTokenTTL: daySeconds,
          jwt: { sign: { alg: 'ES256' } },
        }),
      },
    },
  }
}

/** Every person is a client of his own, so that a command line gets a token by a name alone. */
function clientOf(id: string): AdapterPayload | undefined {
  if (id === web) {
    return {
      client_id: web,
      client_name: 'juece 决策',
      token_endpoint_auth_method: 'none',
      grant_types: ['authorization_code'],
      response_types: ['code'],
      redirect_uris: (process.env['JUECE_IDP_REDIRECTS'] ?? 'http://127.0.0.1/callback').split(' '),
    }
  }
  return person.test(id)
    ? {
        client_id: id,
        token_endpoint_auth_method: 'none',
        grant_types: ['client_credentials'],
        response_types: [],
        redirect_uris: [],
      }
    : undefined
}

/** Everything in memory, for as long as the stack runs. */
class Memory implements Adapter {
  static readonly #all = new Map<string, AdapterPayload>()
  readonly #model: string

  constructor(model: string) {
    this.#model = model
  }

  async upsert(id: string, payload: AdapterPayload): Promise<undefined> {
    Memory.#all.set(this.#at(id), payload)
    return undefined
  }

  async find(id: string): Promise<AdapterPayload | undefined> {
    return this.#model === 'Client' ? clientOf(id) : Memory.#all.get(this.#at(id))
  }

  async findByUid(uid: string): Promise<AdapterPayload | undefined> {
    return this.#kept().find((payload) => payload.uid === uid)
  }

  async findByUserCode(): Promise<undefined> {
    return undefined
  }

  async consume(id: string): Promise<undefined> {
    const payload = Memory.#all.get(this.#at(id))
    if (payload !== undefined) payload.consumed = Math.floor(Date.now() / 1000)
    return undefined
  }

  async destroy(id: string): Promise<undefined> {
    Memory.#all.delete(this.#at(id))
    return undefined
  }

  async revokeByGrantId(grantId: string): Promise<undefined> {
    for (const [at, payload] of Memory.#all) {
      if (payload.grantId === grantId) Memory.#all.delete(at)
    }
    return undefined
  }

  #at(id: string): string {
    return `${this.#model}:${id}`
  }

  #kept(): readonly AdapterPayload[] {
    return [...Memory.#all]
      .filter(([at]) => at.startsWith(`${this.#model}:`))
      .map(([, payload]) => payload)
  }
}

await main()
