// Reading a typed array inside its bounds gives a number, which the compiler cannot know. One reader for each element kind keeps hot loops monomorphic.

/** The number at a place that the caller knows to be inside the array. */
export function floatAt(values: Float64Array, index: number): number {
  return values[index] ?? Number.NaN;
}

/** The whole number at a place that the caller knows to be inside the array. */
export function intAt(values: Int32Array, index: number): number {
  return values[index] ?? -1;
}
