/** `2026-03-02 08:15` in this machine's own zone. */
export function localTime(instant: string | Date): string {
  const at = typeof instant === 'string' ? new Date(instant) : instant;
  const two = (n: number) => String(n).padStart(2, '0');
  return `${localDay(at)} ${two(at.getHours())}:${two(at.getMinutes())}`;
}

/** `2026-03-02`: the calendar day here, which is what a person writes on a form. */
export function localDay(at: Date): string {
  const two = (n: number) => String(n).padStart(2, '0');
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
}
