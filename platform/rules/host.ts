/** A request's Host, taken apart: the name in lower case without port, and the port as sent (empty without one). */
export interface Host {
  readonly name: string;
  readonly port: string;
}

const shape = /^(\[[0-9a-f:.]{2,45}\]|[a-z0-9](?:[a-z0-9._-]{0,253}[a-z0-9])?\.?)(?::(\d{1,5}))?$/i;

/** Null for what no browser sends: an empty Host, a list, a path, a user, a space (RTR-02, RTR-33). A final dot is dropped. */
export function parseHost(sent: string): Host | null {
  const found = shape.exec(sent);
  if (found === null) return null;
  const name = (found[1] ?? '').toLowerCase();
  return { name: name.endsWith('.') ? name.slice(0, -1) : name, port: found[2] ?? '' };
}

/** `*.example.org` for `tab.example.org`: a wildcard stands for one label. */
export function wildcardOf(hostName: string): string {
  return `*${hostName.slice(hostName.indexOf('.') < 0 ? hostName.length : hostName.indexOf('.'))}`;
}

const loopback: readonly string[] = ['localhost', '127.0.0.1', '[::1]'];

/** The names that mean the dashboard: the bare base domain, and for `localhost` the loopback addresses too. */
export function dashboardHosts(baseDomain: string): readonly string[] {
  return baseDomain === 'localhost' ? loopback : [baseDomain];
}
