import t from 'tap'

import { verifyHonest } from '../support/honest-bundles.ts'

t.test('F1.2 a hundred random honest bundles raise no alarm', (t) => {
  verifyHonest(t, 1, 100)
  t.end()
})
