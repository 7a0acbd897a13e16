const order = new Intl.Collator('en', { numeric: true }); // made once: making one costs as much as comparing a thousand names

/** By name as people read them: "Room 2" before "Room 10". */
export function byName(one: string, other: string): number {
  return order.compare(one, other);
}
