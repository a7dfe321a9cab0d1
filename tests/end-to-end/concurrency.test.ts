import { randomUUID } from 'node:crypto'
import t from 'tap'
import { openCounty, type Heard, type Ready } from '../support/lawful-path.ts'
import { testStack } from '../support/stack.ts'
import { faultsOf } from '../support/verified.ts'

const clients = 32
const each = 6

/** What an answer that is kept as an entry says of it. */
const isKept = ({ status }: Heard) => [201, 403, 409].includes(status)
const placeOf = ({ body }: Heard) => Number(body['position'])

t.test('thirty-two people at once, through HTTP', async (t) => {
  const stack = await testStack(t)
  const county = await openCounty(stack)
  // Two in three may lodge this, one in three holds no power to: both are entries.
  const finding = (n: number): Pick<Ready, 'person' | 'body'> => ({
    person: county.person(
      ['government-office', 'undertaking-unit-handler', 'archivist'][n % 3] ?? '',
    ),
    body: {
      type: 'ProposeFinding',
      findings: [{ code: n % 3 === 0 ? 'AF-01' : 'AF-13', answer: 'no', reasons: `理由${n}` }],
    },
  })
  const wave = (idOf: (client: number) => string): Promise<readonly Heard[]> =>
    Promise.all(
      Array.from({ length: clients }, async (_unused, client) => {
        const heard: Heard[] = []
        for (let n = 0; n < each; n += 1) {
          heard.push(
            await county.send({
              path: `/api/matters/${idOf(client)}/acts`,
              key: randomUUID(),
              ...finding(client + n),
            }),
          )
        }
        return heard
      }),
    ).then((all) => all.flat())

  t.test('on one matter: every act is recorded or refused, none is handed back', async (t) => {
    const matter = county.matter()
    await matter.plays('drafted')
    const before = (await matter.view('head')) as unknown as { readonly sequence: number }
    const heard = await wave(() => matter.id)
    t.same(
      heard.filter((one) => !isKept(one)),
      [],
    )
    t.ok(heard.some(({ status }) => status === 201) && heard.some(({ status }) => status === 403))
    t.equal(new Set(heard.map(placeOf)).size, clients * each, 'each has an entry of its own')
    const sequences = heard.map(({ body }) => Number(body['sequence'])).sort((a, b) => a - b)
    t.same(
      sequences,
      sequences.map((_unused, index) => before.sequence + index + 1),
      'and they stand one behind the other',
    )
    t.same(await faultsOf(stack, county, [matter]), [])
  })

  t.test(
    'on a matter each, while posts change: none is handed back, the record is dense',
    async (t) => {
      const matters = Array.from({ length: clients }, () => county.matter())
      await Promise.all(matters.map((matter) => matter.plays('proposed')))
      const size = async () =>
        (await stack.admin.query<{ size: number }>('select size from record.head')).rows[0]?.size ??
        0
      const before = await size()
      // Whoever acts is decided on the newest register: each appointment moves what all the others read.
      const appointments = Array.from({ length: 12 }, (_unused, n) =>
        county.send({
          path: `/api/registers/offices/${county.organ.jurisdiction}/acts`,
          key: randomUUID(),
          person: county.person('administrator'),
          body: {
            type: 'AppointToPost',
            official: `${county.organ.jurisdiction}.newcomer-${n}`,
            subject: { issuer: stack.issuer, sub: `newcomer-${n}` },
            organ: county.organ.government,
            post: 'member',
          },
        }),
      )
      const [heard, appointed] = await Promise.all([
        wave((client) => matters[client]?.id ?? ''),
        Promise.all(appointments),
      ])
      t.same(
        [...heard, ...appointed].filter((one) => !isKept(one)),
        [],
      )
      t.equal(new Set([...heard, ...appointed].map(placeOf)).size, clients * each + 12)
      t.ok((await size()) - before >= clients * each + 12)
      t.same(await faultsOf(stack, county, matters.slice(0, 3)), [])
    },
  )
})
