import t from 'tap'

import { hammer } from '../support/hammer/hammer.ts'

t.test('the hammer, two minutes: no violation', (t) => hammer(t, 120))
