/** Running sums of weights, scaled so that the last is 1. Weights are > 0. */
export const cumulativeShares = (weights: readonly number[]): number[] => {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  let sum = 0;
  return weights.map((weight) => {
    sum += weight;
    return sum / total;
  });
};

/** Index of the first running sum above `point` (0 <= point < 1), by bisection; the last index at most. */
export const pick = (cumulative: readonly number[], point: number): number => {
  let low = 0;
  let high = cumulative.length - 1;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((cumulative[middle] ?? 1) > point) high = middle;
    else low = middle + 1;
  }
  return low;
};
