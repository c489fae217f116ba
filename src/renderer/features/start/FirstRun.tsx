import { Alert, Button, Flex, Spin, Typography } from 'antd';
import { useState } from 'react';
import type { DeviceStatus } from '#contract/host-api.ts';
import type { Host } from '../../host-client.ts';
import { LanguageSwitch } from '../../ui/LanguageSwitch.tsx';
import { useWindowTitle } from '../../ui/Page.tsx';
import { sentenceOf } from '../../ui/sentence-of.ts';
import { currentLanguage, useWords } from '../../words/language.ts';
import { EnrollForm } from './EnrollForm.tsx';
import { startWords } from './words.ts';

interface FirstRunProps {
  host: Host;
  device: DeviceStatus;
  onEnrolled(device: DeviceStatus): void;
}

/** First run: 试用 or 登记设备. */
export function FirstRun({ host, device, onEnrolled }: FirstRunProps) {
  const t = useWords(startWords);
  useWindowTitle(t('title'));
  const [way, setWay] = useState<'choose' | 'trial' | 'enroll'>('choose');
  const [problem, setProblem] = useState<unknown>(null);

  async function startTrial(): Promise<void> {
    setWay('trial');
    setProblem(null);
    try {
      const { serverUrl, code } = await host.call('trial.start', {});
      onEnrolled(await host.call('device.enroll', { serverUrl, code, name: t('trialDevice') }));
    } catch (error) {
      setWay('choose');
      setProblem(error);
    }
  }

  return (
    <main className="center-page">
      <Flex vertical gap={16}>
        <Flex justify="space-between" align="center">
          <Typography.Title level={1}>{t('title')}</Typography.Title>
          <LanguageSwitch />
        </Flex>
        <Typography.Paragraph>{t('lead')}</Typography.Paragraph>
        {problem !== null && <Alert type="error" showIcon title={sentenceOf(problem, currentLanguage())} role="alert" />}
        {way === 'choose' && (
          <>
            {device.trial && (
              <Button className="big-choice" type="primary" onClick={() => void startTrial()} aria-label={t('trial')}>
                <strong>{t('trial')}</strong>
                <span>{t('trialHint')}</span>
              </Button>
            )}
            <Button
              className="big-choice"
              type={device.trial ? 'default' : 'primary'}
              onClick={() => setWay('enroll')}
              aria-label={t('enroll')}
            >
              <strong>{t('enroll')}</strong>
              <span>{t('enrollHint')}</span>
            </Button>
          </>
        )}
        {way === 'trial' && (
          <Flex gap={12} align="center" role="status">
            <Spin /> {t('trialStarting')}
          </Flex>
        )}
        {way === 'enroll' && <EnrollForm host={host} onEnrolled={onEnrolled} onBack={() => setWay('choose')} />}
      </Flex>
    </main>
  );
}
