import { drawLetters } from '../photos/watermark.ts';

/** Draws each argument behind the font file and prints the size of its ink: to be run without system fonts. */
const [fontFile, ...texts] = process.argv.slice(2);
if (fontFile === undefined) throw new Error('usage: draw-letters <font file> <text>…');
const inks: { width: number; height: number; dark: number }[] = [];
for (const text of texts) {
  const { cover, width, height } = await drawLetters([text], { width: 1920, height: 1440 }, fontFile);
  inks.push({ width, height, dark: cover.filter((value) => value > 127).length / cover.length });
}
process.stdout.write(JSON.stringify(inks));
