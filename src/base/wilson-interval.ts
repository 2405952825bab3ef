// In: how many of how many. Out: where the true share lies in 95 of 100 cases, by Wilson's score interval: good for small counts, and for
// shares near 0 and 1. Pure.

/** Of the normal distribution, both sides. */
const deviations = 1.959964;

/** Shares from 0 to 1; all of it where nothing was counted. */
export function wilsonInterval(count: number, total: number): { readonly lower: number; readonly upper: number } {
  if (total <= 0) return { lower: 0, upper: 1 };
  const share = count / total;
  const square = deviations ** 2;
  const scale = 1 + square / total;
  const center = (share + square / (2 * total)) / scale;
  const half = (deviations * Math.sqrt((share * (1 - share)) / total + square / (4 * total ** 2))) / scale;
  return {
    lower: count === 0 ? 0 : Math.max(0, center - half),
    upper: count === total ? 1 : Math.min(1, center + half),
  };
}
