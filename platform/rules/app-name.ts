const shape = /^[a-z][a-z0-9-]{1,29}$/;

/** Whether this can be an app's name and so the first label of its address (platform specification, CON-01). */
export function isAppName(name: string): boolean {
  return shape.test(name) && !name.endsWith('-');
}
