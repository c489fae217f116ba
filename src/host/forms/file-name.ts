const longest = 80;

/** Names that Windows keeps for devices, whatever their extension. */
const reserved = /^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\.|$)/i;

/** A name that Windows, Linux and a USB stick all take, as close to the given one as can be. */
export function safeFileName(name: string): string {
  const plain = name
    .normalize('NFC')
    .replace(/[<>:"/\\|?*\p{Cc}\p{Cf}]/gu, '_')
    .replace(/\s+/g, ' ')
    .trim();
  const short = [...plain]
    .slice(0, longest)
    .join('')
    .replace(/[. ]+$/, '');
  const stem = short.replace(/^\.+/, '');
  if (stem === '') return 'form';
  return reserved.test(stem) ? `_${stem}` : stem;
}
