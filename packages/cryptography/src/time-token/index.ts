export { certificatesOf } from './der.ts'
export { examineTimeToken, type ReadTimeToken, type TimeToken } from './examine.ts'
export { isGranted, nonceAsAsked, timeRequest, type TimeQuestion } from './request.ts'
