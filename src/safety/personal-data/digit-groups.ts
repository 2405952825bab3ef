// In: text. Out: its runs of ASCII digits, and those that hang together by one space, hyphen or the like. Pure.

export interface DigitGroup {
  readonly start: number;
  readonly end: number;
  /** The one character between it and the group before, or null where there is more or something else. */
  readonly joint: string | null;
}

export function* digitGroups(text: string): Generator<DigitGroup, undefined> {
  let before = -2;
  for (const { index, 0: digits } of text.matchAll(/\d+/g)) {
    const joint = index - before === 1 ? text.charAt(before) : '';
    yield { start: index, end: index + digits.length, joint: /[ .\-\u00a0]/.test(joint) ? joint : null };
    before = index + digits.length;
  }
}

/** The Luhn check of ISO/IEC 7812. */
export function passesLuhn(digits: string): boolean {
  let sum = 0;
  for (let place = 0; place < digits.length; place += 1) {
    const digit = digits.charCodeAt(digits.length - 1 - place) - 48;
    const doubled = digit * 2;
    sum += place % 2 === 0 ? digit : doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}
