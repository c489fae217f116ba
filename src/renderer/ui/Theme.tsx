import { App, ConfigProvider, type ThemeConfig, theme } from 'antd';
import enUS from 'antd/locale/en_US';
import zhCN from 'antd/locale/zh_CN';
import type { ReactNode } from 'react';
import { useLanguage } from '../words/language.ts';
import { type Scheme, useScheme } from './scheme.ts';

type Tokens = NonNullable<ThemeConfig['token']>;

const sizes: Tokens = {
  // Nothing slides or fades: calmer, and cheap on old tablets.
  motion: false,
  fontSize: 16,
  controlHeight: 44,
  controlHeightLG: 56,
  borderRadius: 8,
  fontFamily: 'var(--font)',
};

const day: Tokens = {
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
};

/** What each scheme says to Ant Design; the rest of the page takes the variables of theme.css. */
const colours: Record<Scheme, Tokens> = {
  day,
  sun: {
    ...day,
    colorPrimary: '#003a75',
    colorLink: '#003a75',
    colorError: '#8a0f06',
    colorText: '#000',
    colorTextSecondary: '#1f1f1f',
    colorTextTertiary: '#1f1f1f',
    colorTextDescription: '#1f1f1f',
    colorTextPlaceholder: '#404040',
    colorBorder: '#4d4d4d',
    colorBorderSecondary: '#4d4d4d',
    fontSize: 17,
  },
  dark: {
    colorPrimary: '#2f7fc9',
    colorPrimaryBorder: '#8cc0f7',
    colorLink: '#8cc0f7',
    colorLinkHover: '#b5d7fb',
    colorLinkActive: '#b5d7fb',
    colorBgContainer: '#1a222d',
    colorBgElevated: '#232e3c',
    colorBgLayout: '#0f151d',
    colorBorder: '#5b6b82',
    colorBorderSecondary: '#46546a',
    colorText: '#e8edf4',
    colorTextHeading: '#e8edf4',
    colorTextSecondary: '#b3bfcd',
    colorTextTertiary: '#b3bfcd',
    colorTextDescription: '#b3bfcd',
    colorTextPlaceholder: '#a3b0c0',
  },
};

/** A dense card's title is as large as any other's. */
const cards = { headerFontSize: 18, headerFontSizeSM: 18 };

/** Ant Design with this product's colours and sizes: text that passes contrast, targets for gloves. */
export function Theme({ children }: { children: ReactNode }) {
  const language = useLanguage();
  const scheme = useScheme();
  return (
    <ConfigProvider
      locale={language === 'en' ? enUS : zhCN}
      button={{ autoInsertSpace: false }}
      theme={{
        algorithm: scheme === 'dark' ? theme.darkAlgorithm : theme.defaultAlgorithm,
        token: { ...sizes, ...colours[scheme] },
        components: {
          Card: cards,
          ...(scheme === 'day' && { Checkbox: { colorBorder: '#7d8796' } }),
          ...(scheme === 'dark' && { Tabs: { itemSelectedColor: '#8cc0f7', itemHoverColor: '#b5d7fb' } }),
        },
      }}
    >
      <App message={{ maxCount: 1, duration: 2 }} notification={{ placement: 'bottomRight', maxCount: 1 }}>
        {children}
      </App>
    </ConfigProvider>
  );
}
