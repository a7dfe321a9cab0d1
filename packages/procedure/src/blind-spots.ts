/** 盲点 · What is not formalised, with a line of reason; `later` where it will be. */
export interface BlindSpot {
  readonly rows: readonly string[]
  readonly when: 'later' | 'never'
  readonly why: string
}

/** What a reader must not believe this build to check. */
export const blindSpots: readonly BlindSpot[] = [
  {
    rows: ['MD-A02', 'MD-A03', 'MD-A04', 'MD-A05', 'T04'],
    when: 'later',
    why: 'The yearly catalogue has no register yet.',
  },
  {
    rows: ['MD-A06'],
    when: 'later',
    why: 'Departments and townships that follow by reference need packs of their own.',
  },
  {
    rows: ['MD-A07'],
    when: 'later',
    why: 'Normative documents are a kind of their own that is not built.',
  },
  {
    rows: ['MD-B03'],
    when: 'later',
    why: 'Replies to proposers and their period are not recorded; a written paper is asked of the public.',
  },
  {
    rows: ['MD-C03', 'MD-C04', 'MD-C07', 'MD-C08', 'MD-C09', 'MD-C10', 'T12'],
    when: 'later',
    why: 'Switched on by packs, or acts of drafting that are not on the main line.',
  },
  {
    rows: ['MD-D08', 'MD-D09', 'MD-D10', 'MD-D11', 'MD-D12', 'SoD-15'],
    when: 'later',
    why: 'A hearing can be chosen, and then shuts the steps; its own acts are not built.',
  },
  {
    rows: ['MD-D06', 'MD-D14', 'MD-D15', 'MD-D16', 'T08'],
    when: 'later',
    why: 'Explanations, feedback in public, hearing again after a material change.',
  },
  {
    rows: ['MD-E05', 'MD-E06', 'MD-E08', 'SoD-04'],
    when: 'later',
    why: 'The library of experts and the rules of packs about panels.',
  },
  {
    rows: ['MD-F06', 'MD-F07', 'T10'],
    when: 'later',
    why: 'Levels and kinds of risk are set by packs.',
  },
  { rows: ['MD-G12'], when: 'later', why: 'The list of what is not reviewed is set by packs.' },
  {
    rows: ['MD-H07', 'MD-H08', 'MD-H09'],
    when: 'later',
    why: 'Quorum, outcomes and attendance are set by packs; national law sets none.',
  },
  {
    rows: ['MD-I04'],
    when: 'later',
    why: 'Supervision and audit from outside are not acts of the matter.',
  },
  { rows: ['MD-K04', 'MD-K06'], when: 'later', why: 'Transfer to the state archive after years.' },
  {
    rows: ['MD-L02', 'MD-L03', 'MD-L04', 'MD-L05', 'SoD-11'],
    when: 'later',
    why: 'Execution is begun and not yet followed.',
  },
  {
    rows: [
      'MD-M01',
      'MD-M02',
      'MD-M03',
      'MD-M04',
      'MD-M05',
      'SoD-10',
      'T36',
      'T37',
      'T40',
      'T41',
      'T42',
      'T43',
      'T51',
    ],
    when: 'later',
    why: 'Change, suspension and stop of a decision in force.',
  },
  {
    rows: ['MD-N01', 'MD-N02', 'MD-N03', 'MD-N04', 'SoD-05', 'T38', 'T39'],
    when: 'later',
    why: 'Evaluation after the decision.',
  },
  {
    rows: ['MD-O01', 'MD-O02', 'MD-O03', 'MD-O04', 'MD-O05', 'MD-O06', 'MD-O07', 'MD-O08', 'T48'],
    when: 'later',
    why: 'The accountability extract and the self-check by row.',
  },
  {
    rows: ['T44', 'T45', 'T46', 'T47', 'T50'],
    when: 'later',
    why: 'Withdrawal, pause, termination, re-opening and correction of entries.',
  },
  {
    rows: ['U-03'],
    when: 'later',
    why: 'Policy packs are read as levels, but no act adopts one yet.',
  },
  {
    rows: ['713 第四条、第五条、第六条、第七条'],
    when: 'never',
    why: 'Principles of leadership, science, democracy and law guide people; no fact of the record shows that they were followed.',
  },
  {
    rows: ['713 第四十三条、第四十四条'],
    when: 'never',
    why: 'Who may make further rules, and the date of entry into force: data of the rulebook, no act.',
  },
]
