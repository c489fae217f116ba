import { expect, test } from 'vitest';
import type { FailureCode } from '#contract/failure.ts';
import { syncSentence } from './sync-sentence.ts';

test('[EF1] a sync that the disk or the enrollment file ends speaks of neither a form nor a code to type', () => {
  const said = (code: FailureCode) => syncSentence({ code, facts: {} }, 'zh');
  expect(said('disk-full')).toMatch(/^本机磁盘快满了，同步停了下来/);
  expect(said('enroll-code-used')).toMatch(/^区服务器没有收下这台设备的登记文件.*记录都在本机/);
  expect(said('enroll-code-expired')).toBe(said('enroll-code-used'));
  expect(said('server-unreachable')).toMatch(/^连不上区服务器/);
});
