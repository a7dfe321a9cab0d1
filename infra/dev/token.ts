/** A bearer token for a person of the demo town, from the stack's own identity provider. */
export async function tokenFrom(issuer: string, person: string): Promise<string> {
  const answer = await fetch(`${issuer}/token`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ grant_type: 'client_credentials', client_id: person }),
  })
  const body: unknown = await answer.json()
  if (!answer.ok || typeof body !== 'object' || body === null || !('access_token' in body)) {
    throw new Error(`the identity provider gave no token for ${person}: ${JSON.stringify(body)}`)
  }
  return String(body.access_token)
}
