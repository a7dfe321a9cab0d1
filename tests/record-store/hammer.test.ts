import t from 'tap'

import { hammer } from '../support/hammer/hammer.ts'

t.test('the hammer, twenty seconds: no violation', (t) => hammer(t, 20))
