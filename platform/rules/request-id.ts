const shape = /^[A-Za-z0-9-]{20,200}$/;

/** True when a request id that the client sent may go on through every hop; else the router makes a new one (RTR-20). */
export function isRequestId(sent: string): boolean {
  return shape.test(sent);
}
