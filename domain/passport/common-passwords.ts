/**
 * Passwords that satisfy the rules and yet are guessed first: keyboard runs, names of the exam, love and luck in
 * digits, years. They are in small letters, as they are compared.
 */
const COMMON = new Set(
  `
!@#$1234a !@#$qwer1234 !@#123qwe !@#qwe123 !qaz1qaz !qaz2wsx !qazxsw2 000000@a 000000a! 111111@a
111111a! 112233@a 112233a! 123!@#qwe 123123@a 123123a! 123321@a 123321a! 1234!@#$a 123456!a 12345678@a
12345678a! 123456@a 123456@abc 123456a! 123456a@ 123456abc! 1234@abcd 1234abcd! 1234abcd@ 1234qwer!
1234qwer@ 123@abcd 123abc!@# 123qwe!@# 1314520a! 147258@a 147258a! 159357@a 159357a! 1a2b3c4d! 1a2s3d4f!
1q2w3e4r! 1q2w3e4r5t! 1q2w3e4r@ 1q2w3e_4r 1qaz!qaz 1qaz2wsx! 1qaz2wsx# 1qaz2wsx@ 1qaz@wsx 1qaz@wsx3edc
1qazxsw2! 1qazxsw@ 5201314@a 5201314_a 5201314a! 654321@a 654321a! 666666@a 666666a! 888888@a 888888a!
987654321a! @wsx1qaz a!123456 a#123456 a123456! a1234567! a12345678! a123456789! a123456@ a123456_
a1b2c3d4! a1b2c3d4@ a@123456 a@1234567 a@12345678 a_123456 aa!123456 aa!@#123 aa123!@# aa12345!
aa123456! aa123456@ aa123456_ aa@12345 aa@123456 aaa111!!! aaa@123456 aaa@2026 aaaa#123 aaaa1111!
aaaa123! aaaa@1111 aaaa@123 aaaa@123456 aaaa@2026 aaaa_123 aaaaaa1! abc!1234 abc!123456 abc!@#123
abc#1234 abc-1234 abc123!1 abc123!@# abc123#123 abc1231! abc123123! abc1234! abc12345! abc123456!
abc123@123 abc123@123456 abc123@2026 abc123_123 abc2026! abc@1234 abc@12345 abc@123456 abc@2024 abc@2025
abc@2026 abc_1234 abcd!1234 abcd#123 abcd123! abcd1234! abcd1234@ abcd@123 abcd@1234 abcd@123456
abcd@2026 abcd_123 abcdef!1 abcdef#123 abcdef1! abcdef123! abcdef@123 abcdef@123456 abcdef@2026
abcdef_123 admin!123 admin!123456 admin!@#123 admin#123 admin#1234 admin-123 admin123! admin123!@#
admin1234! admin12345! admin123456! admin123@ admin2026! admin888! admin@123 admin@1234 admin@12345
admin@123456 admin@12345678 admin@2024 admin@2025 admin@2026 admin@520 admin@666 admin@888 admin_123
admin_520 admin_888 administrator!1 administrator#123 administrator1! administrator123!
administrator@123 administrator@123456 administrator@2026 administrator_123 alipay!1 alipay#123 alipay1!
alipay123! alipay@123 alipay@123456 alipay@2026 alipay_123 asd123!@# asdf!123 asdf!123456 asdf!@#123
asdf#123 asdf#1234 asdf-123 asdf123! asdf123!@# asdf1234! asdf12345! asdf123456! asdf123@ asdf2026!
asdf888! asdf@123 asdf@1234 asdf@12345 asdf@123456 asdf@2024 asdf@2025 asdf@2026 asdf@520 asdf@666
asdf@888 asdf_123 asdf_520 asdfgh!1 asdfgh#123 asdfgh1! asdfgh123! asdfgh@123 asdfgh@123456 asdfgh@2026
asdfgh_123 asdfghjkl!1 asdfghjkl#123 asdfghjkl1! asdfghjkl123! asdfghjkl@123 asdfghjkl@123456
asdfghjkl@2026 asdfghjkl_123 autumn!1 autumn#123 autumn1! autumn123! autumn2025! autumn2026! autumn@123
autumn@123456 autumn@2026 autumn_123 baby@1314 baidu#123 baidu123! baidu@123 baidu@123456 baidu@2026
baidu_123 baobao!1 baobao#123 baobao1! baobao123! baobao@123 baobao@123456 baobao@2026 baobao_123
baobei520! baseball!1 baseball#123 baseball1! baseball123! baseball@123 baseball@123456 baseball@2026
baseball_123 batman123! beijing!1 beijing#123 beijing1! beijing123! beijing2008! beijing2022!
beijing@123 beijing@123456 beijing@2008 beijing@2022 beijing@2026 beijing_123 buzhidao1! cet!123456
cet!@#123 cet#1234 cet123!@# cet1234! cet12345! cet123456! cet2026! cet4!123 cet4!123456 cet4!@#123
cet4#123 cet4#1234 cet4-123 cet4-425 cet4123! cet4123!@# cet41234! cet412345! cet4123456! cet4123@
cet42026! cet4888! cet4@123 cet4@1234 cet4@12345 cet4@123456 cet4@2024 cet4@2025 cet4@2026 cet4@520
cet4@666 cet4@888 cet4_123 cet4_425! cet4_520 cet4_pass1 cet6!123 cet6!123456 cet6!@#123 cet6#123
cet6#1234 cet6-123 cet6-425 cet6123! cet6123!@# cet61234! cet612345! cet6123456! cet6123@ cet62026!
cet6888! cet6@123 cet6@1234 cet6@12345 cet6@123456 cet6@2024 cet6@2025 cet6@2026 cet6@520 cet6@666
cet6@888 cet6_123 cet6_425! cet6_520 cet6_pass1 cet@1234 cet@12345 cet@123456 cet@2024 cet@2025 cet@2026
changeme!1 changeme#123 changeme1! changeme123! changeme@123 changeme@123456 changeme@2026 changeme_123
charlie!1 charlie#123 charlie1! charlie123! charlie@123 charlie@123456 charlie@2026 charlie_123
chen123456! chen@123456 china#123 china123! china1949! china@123 china@123456 china@1949 china@2026
china_123 computer1! default!1 default#123 default1! default123! default@123 default@123456 default@2026
default_123 dragon!1 dragon#123 dragon1! dragon123! dragon@123 dragon@123456 dragon@2026 dragon_123
english!1 english#123 english1! english123! english4! english6! english@123 english@123456 english@2026
english_123 exam#123 exam123! exam@123 exam@123456 exam@2026 exam_123 facebook1! football!1 football#123
football1! football123! football@123 football@123456 football@2026 football_123 freedom1! google123!
guest#123 guest123! guest@123 guest@1234 guest@123456 guest@2026 guest_123 happy#123 happy123! happy@123
happy@123456 happy@2026 happy_123 hello!123 hello!123456 hello!@#123 hello#123 hello#1234 hello-123
hello123! hello123!@# hello1234! hello12345! hello123456! hello123@ hello2026! hello888! hello@123
hello@1234 hello@12345 hello@123456 hello@2024 hello@2025 hello@2026 hello@520 hello@666 hello@888
hello_123 hello_520 huawei!1 huawei#123 huawei1! huawei123! huawei@123 huawei@123456 huawei@2026
huawei_123 i_love_you1 iloveu_520 iloveyou!1 iloveyou!123 iloveyou!123456 iloveyou!@#123 iloveyou#123
iloveyou#1234 iloveyou-123 iloveyou1! iloveyou123! iloveyou123!@# iloveyou1234! iloveyou12345!
iloveyou123456! iloveyou123@ iloveyou1@ iloveyou2026! iloveyou520! iloveyou888! iloveyou@1 iloveyou@123
iloveyou@1234 iloveyou@12345 iloveyou@123456 iloveyou@2024 iloveyou@2025 iloveyou@2026 iloveyou@520
iloveyou@666 iloveyou@888 iloveyou_123 iloveyou_520 internet1! iphone12! jordan!1 jordan#123 jordan1!
jordan123! jordan23! jordan@123 jordan@123456 jordan@2026 jordan_123 kaoshi!1 kaoshi#123 kaoshi1!
kaoshi123! kaoshi2026! kaoshi@123 kaoshi@123456 kaoshi@2026 kaoshi_123 laogong520! laopo520! letmein!1
letmein#123 letmein1! letmein123! letmein@123 letmein@123456 letmein@2026 letmein_123 li123456!
li@123456 liu123456! liu@123456 liuji#123 liuji123! liuji@123 liuji@123456 liuji@2026 liuji_123
ll123456! login#123 login123! login@123 login@123456 login@2026 login_123 lol@123456 lol@2026 love#123
love123! love@123 love@123456 love@2026 love_123 loveyou!1 loveyou#123 loveyou1! loveyou123! loveyou@123
loveyou@123456 loveyou@2026 loveyou_123 lx123456! master!1 master#123 master1! master123! master@123
master@123456 master@2026 master_123 michael!1 michael#123 michael1! michael123! michael@123
michael@123456 michael@2026 michael_123 mima#123 mima123! mima1234! mima@123 mima@1234 mima@123456
mima@2026 mima_123 monkey!1 monkey#123 monkey1! monkey123! monkey@123 monkey@123456 monkey@2026
monkey_123 nihao!123 nihao!123456 nihao!@#123 nihao#123 nihao#1234 nihao-123 nihao123! nihao123!@#
nihao1234! nihao12345! nihao123456! nihao123@ nihao2026! nihao888! nihao@123 nihao@1234 nihao@12345
nihao@123456 nihao@2024 nihao@2025 nihao@2026 nihao@520 nihao@666 nihao@888 nihao_123 nihao_520
nishishui1! p@$$w0rd p@$$w0rd1 p@55w0rd p@ssw0rd p@ssw0rd!1 p@ssw0rd!123 p@ssw0rd!123456 p@ssw0rd!@#123
p@ssw0rd#123 p@ssw0rd#1234 p@ssw0rd-123 p@ssw0rd1 p@ssw0rd1! p@ssw0rd123 p@ssw0rd123! p@ssw0rd123!@#
p@ssw0rd1234! p@ssw0rd12345! p@ssw0rd123456! p@ssw0rd123@ p@ssw0rd1@ p@ssw0rd2026! p@ssw0rd888!
p@ssw0rd@1 p@ssw0rd@123 p@ssw0rd@1234 p@ssw0rd@12345 p@ssw0rd@123456 p@ssw0rd@2024 p@ssw0rd@2025
p@ssw0rd@2026 p@ssw0rd@520 p@ssw0rd@666 p@ssw0rd@888 p@ssw0rd_123 p@ssw0rd_520 p@ssword!1 p@ssword!123
p@ssword!123456 p@ssword!@#123 p@ssword#123 p@ssword#1234 p@ssword-123 p@ssword1! p@ssword123!
p@ssword123!@# p@ssword1234! p@ssword12345! p@ssword123456! p@ssword123@ p@ssword1@ p@ssword2026!
p@ssword888! p@ssword@1 p@ssword@123 p@ssword@1234 p@ssword@12345 p@ssword@123456 p@ssword@2024
p@ssword@2025 p@ssword@2026 p@ssword@520 p@ssword@666 p@ssword@888 p@ssword_123 p@ssword_520 pa$$w0rd
pa$$word1 pa55word!1 pa55word#123 pa55word1! pa55word123! pa55word@123 pa55word@123456 pa55word@2026
pa55word_123 passw0rd! passw0rd!1 passw0rd!123 passw0rd!123456 passw0rd!@#123 passw0rd#123 passw0rd#1234
passw0rd-123 passw0rd1! passw0rd123! passw0rd123!@# passw0rd1234! passw0rd12345! passw0rd123456!
passw0rd123@ passw0rd1@ passw0rd2026! passw0rd888! passw0rd@1 passw0rd@123 passw0rd@1234 passw0rd@12345
passw0rd@123456 passw0rd@2024 passw0rd@2025 passw0rd@2026 passw0rd@520 passw0rd@666 passw0rd@888
passw0rd_123 passw0rd_520 passwd!1 passwd#123 passwd1! passwd123! passwd@123 passwd@123456 passwd@2026
passwd_123 password!1 password!123 password!123456 password!@#123 password#123 password#1234
password-123 password1! password123! password123!@# password1234! password12345! password123456!
password123@ password1@ password2026! password888! password@1 password@123 password@1234 password@12345
password@123456 password@2024 password@2025 password@2026 password@520 password@666 password@888
password_123 password_520 princess!1 princess#123 princess1! princess123! princess@123 princess@123456
princess@2026 princess_123 q1w2e3r4! q1w2e3r4_ q1w2e3r4t5! qaz123!@# qazwsx!1 qazwsx#123 qazwsx1!
qazwsx123! qazwsx@123 qazwsx@123456 qazwsx@2026 qazwsx_123 qq123456! qq@123456 qwe123!@# qwer!123
qwer!1234 qwer!123456 qwer!@#123 qwer#123 qwer#1234 qwer-123 qwer123! qwer123!@# qwer1234! qwer12345!
qwer123456! qwer1234@ qwer123@ qwer2026! qwer888! qwer@123 qwer@1234 qwer@12345 qwer@123456 qwer@2024
qwer@2025 qwer@2026 qwer@520 qwer@666 qwer@888 qwer_123 qwer_520 qwerty!1 qwerty!123 qwerty!123456
qwerty!@#123 qwerty#123 qwerty#1234 qwerty-123 qwerty1! qwerty12! qwerty123! qwerty123!@# qwerty1234!
qwerty12345! qwerty123456! qwerty123@ qwerty1@ qwerty2026! qwerty888! qwerty@1 qwerty@123 qwerty@1234
qwerty@12345 qwerty@123456 qwerty@2024 qwerty@2025 qwerty@2026 qwerty@520 qwerty@666 qwerty@888
qwerty_123 qwerty_520 qwertyuiop!1 qwertyuiop#123 qwertyuiop1! qwertyuiop123! qwertyuiop@123
qwertyuiop@123456 qwertyuiop@2026 qwertyuiop_123 root!123 root!123456 root!@#123 root#123 root#1234
root-123 root123! root123!@# root1234! root12345! root123456! root123@ root2026! root888! root@123
root@1234 root@12345 root@123456 root@2024 root@2025 root@2026 root@520 root@666 root@888 root_123
root_520 samsung1! secret!1 secret#123 secret1! secret123! secret@123 secret@123456 secret@2026
secret_123 server!1 server#123 server1! server123! server@123 server@123456 server@2026 server_123
siji#123 siji123! siji@123 siji@123456 siji@2026 siji_123 siliuji!1 siliuji#123 siliuji1! siliuji123!
siliuji@123 siliuji@123456 siliuji@2026 siliuji_123 siliuji_2026 spring!1 spring#123 spring1! spring123!
spring2025! spring2026! spring@123 spring@123456 spring@2026 spring_123 starwars1! student!1 student!123
student!123456 student!@#123 student#123 student#1234 student-123 student1! student123! student123!@#
student1234! student12345! student123456! student123@ student1@ student2026! student888! student@1
student@123 student@1234 student@12345 student@123456 student@2024 student@2025 student@2026 student@520
student@666 student@888 student_123 student_520 summer!1 summer#123 summer1! summer123! summer2024!
summer2025! summer2026! summer@123 summer@123456 summer@2026 summer_123 sunshine!1 sunshine#123
sunshine1! sunshine123! sunshine@123 sunshine@123456 sunshine@2026 sunshine_123 super#123 super123!
super@123 super@123456 super@2026 super_123 superman1! system!1 system#123 system1! system123!
system@123 system@123456 system@2026 system_123 taobao!1 taobao#123 taobao1! taobao123! taobao@123
taobao@123456 taobao@2026 taobao_123 tencent!1 tencent#123 tencent1! tencent123! tencent@123
tencent@123456 tencent@2026 tencent_123 test!123 test!123456 test!@#123 test#123 test#1234 test-123
test123! test123!@# test1234! test12345! test123456! test123@ test2026! test888! test@123 test@1234
test@12345 test@123456 test@2024 test@2025 test@2026 test@520 test@666 test@888 test_123 test_1234
test_520 tiantian!1 tiantian#123 tiantian1! tiantian123! tiantian@123 tiantian@123456 tiantian@2026
tiantian_123 trustno1! user#123 user123! user@123 user@1234 user@123456 user@2026 user_123 wang!123
wang!123456 wang!@#123 wang#123 wang#1234 wang-123 wang123! wang123!@# wang1234! wang12345! wang123456!
wang123@ wang2026! wang888! wang@123 wang@1234 wang@12345 wang@123456 wang@2024 wang@2025 wang@2026
wang@520 wang@666 wang@888 wang_123 wang_520 wechat!1 wechat#123 wechat1! wechat123! wechat@123
wechat@123456 wechat@2026 wechat_123 weixin!1 weixin#123 weixin1! weixin123! weixin@123 weixin@123456
weixin@2026 weixin_123 welcome!1 welcome!123 welcome!123456 welcome!@#123 welcome#123 welcome#1234
welcome-123 welcome1! welcome123! welcome123!@# welcome1234! welcome12345! welcome123456! welcome123@
welcome1@ welcome2026! welcome888! welcome@1 welcome@123 welcome@1234 welcome@12345 welcome@123456
welcome@2024 welcome@2025 welcome@2026 welcome@520 welcome@666 welcome@888 welcome_123 welcome_520
whatever1! winter!1 winter#123 winter1! winter123! winter2024! winter2025! winter2026! winter@123
winter@123456 winter@2026 winter_123 woaini!1 woaini!123 woaini!123456 woaini!@#123 woaini#123
woaini#1234 woaini-123 woaini1! woaini123! woaini123!@# woaini1234! woaini12345! woaini123456!
woaini123@ woaini1314! woaini1@ woaini2026! woaini520! woaini888! woaini@1 woaini@123 woaini@1234
woaini@12345 woaini@123456 woaini@1314 woaini@2024 woaini@2025 woaini@2026 woaini@520 woaini@666
woaini@888 woaini_123 woaini_1314 woaini_520 woaiwojia!1 woaiwojia#123 woaiwojia1! woaiwojia123!
woaiwojia@123 woaiwojia@123456 woaiwojia@2026 woaiwojia_123 wodemima!1 wodemima#123 wodemima1!
wodemima123! wodemima@123 wodemima@123456 wodemima@2026 wodemima_123 woshishui!1 woshishui#123
woshishui1! woshishui123! woshishui@123 woshishui@123456 woshishui@2026 woshishui_123 ww123456!
wx123456! wx@123456 xiaohong123! xiaomi123! xiaoming!1 xiaoming#123 xiaoming1! xiaoming123! xiaoming@123
xiaoming@123456 xiaoming@2026 xiaoming_123 xuesheng!1 xuesheng#123 xuesheng1! xuesheng123! xuesheng@123
xuesheng@123456 xuesheng@2026 xuesheng_123 xx123456! yang123456! yang@123456 yingyu!1 yingyu#123
yingyu1! yingyu123! yingyu4ji! yingyu@123 yingyu@123456 yingyu@2026 yingyu_123 zaq!2wsx zaq12wsx!
zaq1@wsx zhang!123 zhang!123456 zhang!@#123 zhang#123 zhang#1234 zhang-123 zhang123! zhang123!@#
zhang1234! zhang12345! zhang123456! zhang123@ zhang2026! zhang888! zhang@123 zhang@1234 zhang@12345
zhang@123456 zhang@2024 zhang@2025 zhang@2026 zhang@520 zhang@666 zhang@888 zhang_123 zhang_520
zhongguo!1 zhongguo#123 zhongguo1! zhongguo123! zhongguo@123 zhongguo@123456 zhongguo@1949 zhongguo@2026
zhongguo_123 zxc123!@# zxcv#123 zxcv123! zxcv@123 zxcv@123456 zxcv@2026 zxcv_123 zxcvbn!1 zxcvbn#123
zxcvbn1! zxcvbn123! zxcvbn@123 zxcvbn@123456 zxcvbn@2026 zxcvbn_123 zxcvbnm1! zxcvbnm123! zxcvbnm@123
zz123456!
`
    .trim()
    .split(/\s+/),
);

/** Tells whether a password, in small letters, is among the most common ones. */
export function isCommonPassword(normalised: string): boolean {
  return COMMON.has(normalised);
}
