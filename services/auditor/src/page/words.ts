import { says, type Says } from '../from-bytes.ts'

/** The two languages of the page. */
export type Language = 'zh' | 'en'

/** Everything the page says by itself; what a check found it says in the words of the verifier. */
export const words = {
  title: says('核验：证据包与回执', 'Verify: bundles and receipts'),
  intro: says(
    '把证据包（zip）或回执（json）放到这里，本页只凭字节逐项核对，说明证明了什么、没有证明什么。核对全在您的电脑上进行，本页不联网，断网亦可使用。',
    'Drop an evidence bundle (zip) or a receipt (json). The page checks it from its bytes alone and says what is proved and what is not. Everything happens on your computer: the page uses no network and works with the network off.',
  ),
  choose: says('选择文件，或拖放到此处', 'Choose files, or drop them here'),
  chooseHint: says(
    '证据包、回执；也可加上：信任策略、自己保存的检查点、另一份证据包、时间戳机构的证书',
    'A bundle or a receipt; beside it a trust policy, a checkpoint you kept, another bundle, the certificate of a time-stamp authority',
  ),
  given: says('已放入的文件', 'Files given'),
  remove: says('移去', 'Remove'),
  checking: says('正在核验…', 'Checking …'),
  nothing: says('尚未放入证据包或回执。', 'There is no bundle or receipt yet.'),
  grades: says('四项评定', 'The four grades'),
  firstBad: says('首条有问题的记录', 'First bad entry'),
  findings: says('发现的问题', 'Findings'),
  notProved: says('没有证明的', 'Not proved'),
  cannot: says('无法核对的', 'Cannot be checked'),
  notReached: says('要求而未达到的', 'Required and not reached'),
  withheld: says('未予公开的记录', 'Entries withheld'),
  ladder: says('证明之梯', 'The ladder of the proof'),
  ladderIntro: says(
    '从这一条记录的摘要，逐级合并到检查点的根，再到签名的人。每一级都由本页重新计算。',
    'From the digest of one entry, joined step by step up to the root of the checkpoint, and to those who signed it. Each rung is computed anew by this page.',
  ),
  whichEntry: says('哪一条记录', 'Which entry'),
  entries: says('记录', 'Entries'),
  position: says('位置', 'Position'),
  time: says('登记时间', 'Entered'),
  who: says('行为人', 'By'),
  what: says('行为', 'Act'),
  outcome: says('结果', 'Outcome'),
  recorded: says('已登记', 'recorded'),
  refused: says('依法不予办理', 'refused by law'),
  isWithheld: says('未予公开', 'withheld'),
  public: says('公众', 'the public'),
  founding: says('创设登记', 'founding'),
  replay: says('重新裁决', 'Decide again'),
  replayIntro: says(
    '凭包中的规则和日历，把每一条记录重新裁决一遍，看结果是否相同。',
    'Decides every entry again with the rules and calendars in the bundle, and compares the outcomes.',
  ),
  replaying: says('正在重新裁决…', 'Deciding again …'),
  agrees: says('重新裁决的记录全部相符', 'Every entry that was decided again agrees'),
  differs: says('有记录的裁决结果不符', 'Some entries were decided otherwise'),
  nothingDecided: says('包中所含不足以重新裁决', 'The bundle holds too little to decide again'),
  notChecked: says('未能重新裁决', 'Not decided again'),
  ownPolicy: says(
    '签名按本机关自己的信任策略核对，所以见证至多是“自称”。若您另有途径取得信任策略，请一并放入。',
    'Signatures were judged by the agency’s own policy, so a witness is a claim at most. If you have a trust policy by another road, give it too.',
  ),
  save: says('保存结论（JSON）', 'Save the verdict (JSON)'),
  digest: says('文件摘要', 'Digest of the file'),
  yes: says('成立', 'holds'),
  no: says('不成立', 'false'),
  unknown: says('未能核对', 'not checked'),
} as const satisfies Readonly<Record<string, Says>>

/** What each kind of file is called. */
export const kinds = {
  bundle: says('证据包', 'bundle'),
  receipt: says('回执', 'receipt'),
  policy: says('信任策略', 'trust policy'),
  note: says('检查点', 'checkpoint'),
  authority: says('时间戳机构证书', 'certificate of a time-stamp authority'),
} as const satisfies Readonly<Record<string, Says>>
