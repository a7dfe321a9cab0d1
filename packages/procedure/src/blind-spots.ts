/** 盲点 · What is not formalised, with a line of reason; `later` where it will be. */
export interface BlindSpot {
  readonly rows: readonly string[]
  readonly when: 'later' | 'never'
  readonly why: string
}

/** What a reader must not believe this build to check. */
export const blindSpots: readonly BlindSpot[] = [
  {
    rows: ['MD-A04'],
    when: 'later',
    why: 'The end of a catalogue year is flagged when it is lodged; no clerk of its own watches the catalogue yet.',
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
    rows: ['MD-C10'],
    when: 'later',
    why: 'The approval of an investment rests on its four reports; no gate of the procedure asks for the approval itself.',
  },
  {
    rows: ['MD-D08'],
    when: 'later',
    why: 'A notice of a hearing that is already out cannot be entered from paper, nor the log of its publication.',
  },
  {
    rows: ['MD-D06', 'MD-D14', 'MD-D16'],
    when: 'later',
    why: 'Explanations, feedback in public, rules for market entities.',
  },
  {
    rows: ['MD-E05', 'MD-E08'],
    when: 'later',
    why: 'The library of experts is not a register of its own; that argumentation comes before the meeting is asked by its own row.',
  },
  { rows: ['MD-G12'], when: 'later', why: 'The list of what is not reviewed is set by packs.' },
  {
    rows: ['MD-H08'],
    when: 'later',
    why: 'A pack that allows fewer outcomes is shown by the self-check; no gate refuses the others yet.',
  },
  {
    rows: ['MD-I04'],
    when: 'later',
    why: 'Supervision and audit from outside are not acts of the matter.',
  },
  { rows: ['MD-K06'], when: 'later', why: 'One matter, one file: a local rule about numbering.' },
  {
    rows: ['MD-K04'],
    when: 'later',
    why: 'The term of the transfer is worked out and lateness flagged at the transfer; no clerk waits ten years to mark it.',
  },
  {
    rows: ['MD-L02'],
    when: 'never',
    why: 'That execution is full, in time and correct is for persons to judge; only reports that packs make periodic have dates.',
  },
  {
    rows: ['MD-L03'],
    when: 'never',
    why: 'The law says "at once": more than three days after it was known is flagged, a reading of ours; truth is not checked.',
  },
  {
    rows: ['MD-M02'],
    when: 'later',
    why: 'The report to the organ after a suspension (md.suspend.reportAfter) has no act and no date.',
  },
  {
    rows: ['MD-N01'],
    when: 'never',
    why: 'Whether the effect falls short or opinions are many is for the organ to find: no number stands in the law.',
  },
  {
    rows: ['MD-N01', 'MD-N02', 'SoD-05'],
    when: 'later',
    why: 'Of the triggers a pack makes compulsory only the full year has a date. Subordination to the executing unit is shown by the check of independence alone, and of a chain of adjustments the last link is looked at.',
  },
  {
    rows: ['MD-K01'],
    when: 'later',
    why: 'The days a pack sets for closing the dossier are not counted yet.',
  },
  {
    rows: ['MD-J03', 'T41'],
    when: 'later',
    why: 'An erratum is published without an openness check of its own.',
  },
  {
    rows: ['MD-O01', 'MD-O02', 'MD-O03', 'MD-O04', 'MD-O05', 'MD-O06', 'MD-O07'],
    when: 'never',
    why: 'Who is liable is for the accounting organ: cases are recorded, and the extract shows who dissented.',
  },
  {
    rows: ['T50'],
    when: 'later',
    why: 'Entries of a matter can be corrected; those of registers and of public opinions cannot yet.',
  },
  {
    rows: ['713 第一条、第二条'],
    when: 'never',
    why: 'Purpose, and whom the regulation binds: what the rulebook is about, no act of a matter.',
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
