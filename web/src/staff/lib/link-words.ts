import { wordsOf } from './words-of.ts';

/** The words of the own email, and of the pages that mailed links lead to. */
export const useLinkWords = wordsOf(
  {
    forgot: '忘记密码？',
    forgotTitle: '重设密码',
    forgotText:
      '输入账号，重设密码的链接会发到它已验证的邮箱，30 分钟内有效。没有已验证的邮箱，请联系上级管理员。',
    account: '账号',
    send: '发送链接',
    askedTitle: '请查收邮件',
    asked:
      '如果该账号存在并有已验证的邮箱，链接已发出，30 分钟内有效，只能使用一次。20 分钟内最多发送三封，多次申请的请使用之前邮件中的链接。',
    setTitle: '设置密码',
    setFor: '为此账号设置只有您自己知道的密码：',
    another: (account: string) =>
      `此浏览器现在登录的是 ${account}，而这个链接是另一个账号的。${account} 的密码、邮箱和登录不会改变。`,
    signsInAnother: (account: string) =>
      `此浏览器现在登录的是 ${account}。点击“登录”后，将改为登录上面的账号。`,
    setEnds: '设置后，此账号的其他登录全部结束。',
    code: '动态验证码或恢复码',
    codeText: '此账号已绑定身份验证器。',
    set: '设置密码',
    setDone: '密码已设置',
    setDoneText: '请用新密码登录。',
    signIn: '去登录',
    newLink: '重新获取链接',
    verifyTitle: '验证邮箱',
    verifyText: (account: string, email: string) => `点击“验证”后，账号 ${account} 将使用邮箱 ${email}。`,
    password: '账号的密码',
    verify: '验证',
    verified: '邮箱已验证',
    verifiedText: (email: string) => `登录链接和重设密码的链接今后发到 ${email}。`,
    toConsole: '进入控制台',
    email: '邮箱',
    emailNone: '没有邮箱。验证邮箱后，忘记密码或账号被锁时可以自行用邮件中的链接恢复。',
    emailIs: (email: string) => `${email}，已验证。`,
    emailUnverified: (email: string) => `${email}，未验证：登录链接不会发到这里。`,
    emailNew: '邮箱地址',
    emailPassword: '当前密码',
    emailAdd: '添加邮箱',
    emailChange: '更改邮箱',
    emailVerify: '验证或更改邮箱',
    emailSend: '发送验证链接',
    emailSent: '验证链接已发出，24 小时内有效。打开链接并点击“验证”后生效，之前不会有任何更改。',
  },
  {
    forgot: 'Forgot your password?',
    forgotTitle: 'Reset the password',
    forgotText:
      'Enter your account: a link to set a new password goes to its verified email and works for 30 minutes. Without a verified email, ask whoever keeps your account.',
    account: 'Account',
    send: 'Email me a link',
    askedTitle: 'Check your email',
    asked:
      'If this account exists and has a verified email, a link is on its way. It works once, within 30 minutes. At most three are sent in 20 minutes: if you asked several times, use the link in an earlier email.',
    setTitle: 'Choose a password',
    setFor: 'A password that only you know, for the account',
    another: (account: string) =>
      `You are signed in here as ${account}, but this link is for another account. The password, the email and the sign-in of ${account} stay as they are.`,
    signsInAnother: (account: string) =>
      `You are signed in here as ${account}. When you press “Sign in”, you will be signed in to the account above instead.`,
    setEnds: 'All other sign-ins of the account end.',
    code: 'Code, or recovery code',
    codeText: 'This account has an authenticator.',
    set: 'Set the password',
    setDone: 'The password is set',
    setDoneText: 'Sign in with it.',
    signIn: 'Sign in',
    newLink: 'Have a new link mailed',
    verifyTitle: 'Verify an email',
    verifyText: (account: string, email: string) =>
      `When you press "Verify", the account ${account} will use the email ${email}.`,
    password: 'Password of the account',
    verify: 'Verify',
    verified: 'The email is verified',
    verifiedText: (email: string) => `Sign-in links and password links go to ${email} from now on.`,
    toConsole: 'Go to the console',
    email: 'Email',
    emailNone:
      'There is none. With a verified email you help yourself when the password is forgotten or the account is locked.',
    emailIs: (email: string) => `${email}, verified.`,
    emailUnverified: (email: string) => `${email}, not verified: no sign-in links go there.`,
    emailNew: 'Email address',
    emailPassword: 'Current password',
    emailAdd: 'Add an email',
    emailChange: 'Change the email',
    emailVerify: 'Verify or change the email',
    emailSend: 'Send a verification link',
    emailSent:
      'A link is on its way and works for 24 hours. Open it and press "Verify"; nothing changes before that.',
  },
);
