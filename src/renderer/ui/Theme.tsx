import { App, ConfigProvider } from 'antd';
import enUS from 'antd/locale/en_US';
import zhCN from 'antd/locale/zh_CN';
import type { ReactNode } from 'react';
import { useLanguage } from '../words/language.ts';

/** Ant Design with this product's colours and sizes: text that passes contrast, targets for gloves. */
export function Theme({ children }: { children: ReactNode }) {
  const language = useLanguage();
  return (
    <ConfigProvider
      locale={language === 'en' ? enUS : zhCN}
      button={{ autoInsertSpace: false }}
      theme={{
        token: {
          colorPrimary: '#0b5cad',
          // The ring of what has the focus: seen on white and on the dark strip.
          colorPrimaryBorder: '#2f7fc9',
          colorLink: '#0b5cad',
          colorLinkHover: '#08467f',
          colorLinkActive: '#08467f',
          colorInfo: '#0b5cad',
          colorSuccess: '#1f7a3d',
          colorWarning: '#8a5300',
          colorError: '#b42318',
          colorSuccessBg: '#eaf6ee',
          colorSuccessBorder: '#9ed0ae',
          colorWarningBg: '#fff6e5',
          colorWarningBorder: '#e6c98f',
          colorErrorBg: '#fdecea',
          colorErrorBorder: '#f0b4ad',
          colorTextSecondary: '#4a5462',
          colorTextTertiary: '#4a5462',
          colorTextDescription: '#4a5462',
          colorTextPlaceholder: '#5b6675',
          // Nothing slides or fades: calmer, and cheap on old tablets.
          motion: false,
          fontSize: 16,
          controlHeight: 44,
          controlHeightLG: 56,
          borderRadius: 8,
          fontFamily: 'var(--font)',
        },
      }}
    >
      <App message={{ maxCount: 1, duration: 2 }} notification={{ placement: 'topRight' }}>
        {children}
      </App>
    </ConfigProvider>
  );
}
