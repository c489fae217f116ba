import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { Sha256 } from '#domain/identity.ts';
import type { WatermarkText } from '#domain/photo.ts';
import type { Pixels } from './picture.ts';
import { chineseFont, createWatermark, drawLetters } from './watermark.ts';

const resources = join(import.meta.dirname, '../../../resources');
const sha256 = Sha256.parse('ab'.repeat(32));
const text: WatermarkText = {
  place: '学田小区 3幢2单元501室',
  code: 'XT-03-0042',
  stage: '拆除前',
  capturedAt: '2026-03-02T08:15:00+08:00',
  capturedSource: 'APP_SHUTTER',
  importedAt: '2026-03-02T08:15:00+08:00',
  device: '平板03',
};

const plain = (width: number, height: number, level: number): Pixels => ({ data: Buffer.alloc(width * height * 3, level), width, height });

describe('without any system font', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'fonts-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  const Inks = z.array(z.object({ width: z.number(), height: z.number(), dark: z.number() }));

  test('Chinese is drawn as itself and not as boxes', { timeout: 20_000 }, async () => {
    const config = join(folder, 'fonts.conf');
    await writeFile(config, `<?xml version="1.0"?><fontconfig><cachedir>${folder}</cachedir></fontconfig>`);
    const program = join(import.meta.dirname, '../testing/draw-letters.ts');
    const args = ['--import', 'tsx', program, chineseFont(resources), '一', '丨', '国', '叁'];
    const { stdout } = await promisify(execFile)(process.execPath, args, { env: { ...process.env, FONTCONFIG_FILE: config } });
    const [flat, tall, country, three] = Inks.parse(JSON.parse(stdout));
    expect(flat?.height).toBeLessThan((flat?.width ?? 0) / 4);
    expect(tall?.width).toBeLessThan((tall?.height ?? 0) / 4);
    for (const ink of [country, three]) expect(ink?.dark).toBeGreaterThan(0.15);
    const here = await drawLetters(['国'], { width: 1920, height: 1440 }, chineseFont(resources));
    expect(country).toMatchObject({ width: here.width, height: here.height });
  });
});

describe('the band', () => {
  test.each([0, 128, 255])('is legible on a picture of level %i, and nothing outside it is touched', async (level) => {
    const pixels = plain(1920, 1440, level);
    await createWatermark(resources).draw(pixels, text, sha256);
    const band = levelAt(pixels, 2, 1437);
    const brightest = brightestIn(pixels, { width: 300, from: 1380, to: 1440 });
    expect(contrast(brightest, band)).toBeGreaterThan(4.5);
    expect(levelAt(pixels, 1919, 1439)).toBe(level);
    expect(pixels.data.subarray(0, 1920 * 1100 * 3).every((value) => value === level)).toBe(true);
  });

  test.each([
    ['markup', '<b>3</b> & "幢"'],
    ['a line break', '3幢\n501室\r\0'],
    ['a very long place', '学田小区'.repeat(200)],
    ['nothing', ''],
  ])('takes %s in a place name', async (_, place) => {
    const pixels = plain(800, 600, 200);
    await createWatermark(resources).draw(pixels, { ...text, place }, sha256);
    expect(levelAt(pixels, 0, 599)).toBeLessThan(200);
  });

  test.each([
    [1, 1],
    [20, 3000],
    [3000, 20],
  ])('stays inside a picture of %i × %i', async (width, height) => {
    const pixels = plain(width, height, 255);
    await createWatermark(resources).draw(pixels, text, sha256);
    expect(pixels.data).toHaveLength(width * height * 3);
  });
});

function levelAt({ data, width }: Pixels, x: number, y: number): number {
  return data[(y * width + x) * 3] ?? 0;
}

/** The lightest of the letters in a strip at the left edge, inside the band. */
function brightestIn(pixels: Pixels, strip: { width: number; from: number; to: number }): number {
  let brightest = 0;
  for (let y = strip.from; y < strip.to; y++) {
    for (let x = 0; x < strip.width; x++) brightest = Math.max(brightest, levelAt(pixels, x, y));
  }
  return brightest;
}

/** WCAG contrast of two grey levels. */
function contrast(one: number, other: number): number {
  const [light, dark] = [luminance(Math.max(one, other)), luminance(Math.min(one, other))];
  return (light + 0.05) / (dark + 0.05);
}

function luminance(level: number): number {
  const value = level / 255;
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
}
