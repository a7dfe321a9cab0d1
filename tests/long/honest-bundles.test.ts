import t from 'tap'

import { verifyHonest } from '../support/honest-bundles.ts'

t.test('F1.2 a thousand random honest bundles raise no alarm', (t) => {
  verifyHonest(t, 1_001, 1_000)
  t.end()
})
