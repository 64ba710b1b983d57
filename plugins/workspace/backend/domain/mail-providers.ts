/** Domains at which anybody can have a mailbox: whoever proves one of them would take in strangers. */
const PROVIDERS = new Set(
  `126.com 163.com abv.bg aol.com aol.de arcor.de att.net bellsouth.net bigpond.com bk.ru bluewin.ch bol.com.br btinternet.com
  centrum.cz charter.net comcast.net cox.net daum.net duck.com earthlink.net email.com email.cz email.de fastmail.com fastmail.fm
  foxmail.com free.fr freenet.de gmail.com gmx.at gmx.ch gmx.com gmx.de gmx.net googlemail.com hanmail.net hey.com hotmail.co.uk
  hotmail.com hotmail.de hotmail.es hotmail.fr hotmail.it hushmail.com icloud.com inbox.lv inbox.ru interia.pl kolabnow.com
  laposte.net libero.it list.ru live.co.uk live.com live.de live.fr live.nl mac.com mail.com mail.de mail.ee mail.ru mailbox.org
  mailfence.com me.com msn.com naver.com netcologne.de o2.pl online.de onet.pl optonline.net orange.fr outlook.com outlook.de
  outlook.es outlook.fr pm.me poczta.onet.pl posteo.de posteo.net proton.me protonmail.ch protonmail.com qq.com rambler.ru
  rediffmail.com rocketmail.com runbox.com sbcglobal.net seznam.cz sfr.fr shaw.ca sina.com sky.com skynet.be startmail.com
  t-online.de talktalk.net telenet.be terra.com.br tiscali.it tuta.com tuta.io tutamail.com tutanota.com tutanota.de ukr.net
  uol.com.br verizon.net virgilio.it virginmedia.com vodafone.de wanadoo.fr web.de wp.pl xtra.co.nz yahoo.ca yahoo.co.in
  yahoo.co.jp yahoo.co.uk yahoo.com yahoo.com.au yahoo.com.br yahoo.de yahoo.es yahoo.fr yahoo.it yandex.com yandex.ru yeah.net
  ymail.com zoho.com zohomail.com`
    .split(/\s+/)
    .filter(Boolean),
);

export function isMailProvider(domain: string): boolean {
  return PROVIDERS.has(domain);
}
