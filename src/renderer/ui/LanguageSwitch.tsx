import { Button } from 'antd';
import { switchLanguage, useLanguage } from '../words/language.ts';

/** 中文 ⇄ English, at once. The button says the other language, in that language. */
export function LanguageSwitch() {
  const other = useLanguage() === 'en' ? 'zh' : 'en';
  return (
    <Button lang={other === 'zh' ? 'zh-CN' : 'en'} onClick={() => void switchLanguage(other)}>
      {other === 'zh' ? '中文' : 'English'}
    </Button>
  );
}
