/** The slip of an electronic social-security card (电子社保卡): a code that the family scans, and how to keep it safe. */
export const electronicCardWords = {
  business: '电子社保卡',
  result: '请家人扫一扫',
  what: '这是您的电子社保卡。',
  how: '用手机对准下面的码。',
  soon: '这个码很快会换新的。',
  minutes: '这个码，{count}分钟就换新。',
  scanNow: '请现在就扫，不要等。',
  expired: '过了时间，可以再领。',
  private: '只给自己家人扫。',
  tear: '扫完请撕掉这张纸。',
} as const;
