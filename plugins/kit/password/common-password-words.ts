/**
 * What people build long passwords from. Written down from what published breach statistics have in common
 * (the words at the top of every list, keyboard rows, names, seasons, teams, phrases), not copied from one list.
 */

/** Long passwords and phrases that turn up as they are. */
export const phrases = `
administrator administrator1 administrator123 administratorpassword adminadminadmin adminpassword123 areyoukiddingme
asdfasdfasdfasdf batteryhorsestaple beautifulgirl123 becauseican12345 believeinyourself bestfriendforever
bestfriends4ever bismillah1234567 californiadreaming callofdutymodern changemechangeme changemeplease123
changethispassword chelseafootballclub chicagobulls2323 chocolatechipcookie christianoronaldo cocacolacocacola
computercomputer comeonbabylightmyfire correcthorsebatterystaple cristianoronaldo cristianoronaldo7
defaultpassword default_password deutschland12345 dontforgetthis1 dontforgetthispassword donttellanyone donottouchthis1
everythingispossible fcbarcelona12345 fcbayernmuenchen forgetmenot12345 forgottenpassword forgotmypassword
friendsforever1 friendsforever123 fuckyoufuckyou football123456789 gameofthrones123 getoffmycomputer godisgoodallthetime
gobigorgohome123 harrypotter12345 helloworld12345 helloworldhelloworld helpmeplease123 hollywoodundead
hogwartsexpress holymotherofgod howareyoudoing1 iamthebestintheworld iamthegreatest1 ichliebedich1234 ichliebedichsosehr
icannotremember icantremember123 idontknowmypassword idontremember123 ihatepasswords1 ihatethispassword iloveyou1234567
iloveyou12345678 iloveyou123456789 iloveyousomuch1 iloveyouforever iloveyouforever1 iloveyousomuch123 iloveyoubaby123
ilovemyfamily123 ilovemyhusband1 ilovemymother12 iloveyoujesus12 internationalpassword inthenameofgod1 itsasecret12345
itsmypassword123 justinbieber1234 keepitsimple1234 keepyourhandsoff killthemallnow1 leavemealone1234 letmeinletmein
letmeinplease123 letmeinnow12345 letmeintothisplace liverpoolfc12345 livelaughlove123 lordoftherings12 lordoftherings1
manchesterunited manchestercity1 manchesterunited1 maytheforcebewithyou meineinpasswort meingeheimnis123 meinpasswort1234
michaeljackson1 microsoftwindows minecraftminecraft monkeymonkeymonkey motherfucker123 mynameisjohn123 mypassword12345
mypasswordispassword mypasswordissecret mysecretpassword mysupersecretpassword nevergiveup12345 nevergonnagiveyouup
newyorkyankees1 nopasswordneeded nobodyknowsthis neverforgetthis1 notmypassword123 onceuponatime123 onedirection1234
onetwothreefour onetwothreefourfive opensesameopensesame openthedoorplease passw0rdpassw0rd passwordispassword
passwordpassword passwordpassword1 passwordpassword123 passwordforever passwordpasswordpassword passwort12345678
passwortpasswort passwortvergessen p@ssw0rdp@ssw0rd princessprincess pleaseletmein12 pleaseletmein123 qwertyuiopasdfghjkl
qwertyuiopasdfgh qwertyqwertyqwerty realmadridfootball rememberthispassword rememberme123456 rockandrollforever
rollingstones123 sachintendulkar sagichdirnicht1 schalke04schalke sesamöffnedich12 sesameoeffnedich shutthefuckup123
sicherespasswort somewhereovertherainbow spongebobsquarepants starwarsstarwars superman12345678 supersecretpassword
superstrongpassword sweetchildofmine taylorswift12345 thequickbrownfox thequickbrownfoxjumps thisisapassword
thisisapassword1 thisisapassword123 thisismypassword thisismypassword1 thisismypassword123 thisismysecret12
thisisnotapassword thisissecret1234 thisissosecret1 tobeornottobe123 tobeornottobethatisthequestion toomanypasswords
tooyoungtodie123 trustno1trustno1 trustnoone123456 unbelievable1234 verysecretpassword wasistdaspasswort
welcometothejungle welcomewelcome12 whatdoesthefoxsay whatisthepassword whatsmypassword whatthefuck12345 whoareyou1234567
windows123456789 wonderwall123456 workworkworkwork yankeesbaseball youarethebest123 yougotmail123456 youwillneverguess
youwillnevergetthis youwillneverknow youllneverguess youllneverwalkalone yourmamasofat12 yourpassword1234 zaq12wsxcde34rfv
1q2w3e4r5t6y7u8i 1q2w3e4r5t6y7u8i9o0p 1qaz2wsx3edc4rfv 1qaz2wsx3edc4rfv5tgb !qaz@wsx#edc$rfv zaq1xsw2cde3vfr4 q1w2e3r4t5y6u7i8
qazwsxedcrfvtgb qazwsxedcrfvtgbyhn qazwsxedcrfvtgbyhnujm 123qweasdzxc123qwe 123456789qwertyuiop qwertyuiop123456789
qwertyuiop12345 qwertyuiop1234567890 1234qwerasdfzxcv qwer1234asdf5678 asdfghjkl123456 asdfghjkl123456789 zxcvbnm123456789
abcdefghijklmnop abcdefghijklmno abcdefghijklmnopqrstuvwxyz abcd1234abcd1234 abc123abc123abc123 aaaaaaaaaaaaaaa
a1b2c3d4e5f6g7h8 a1s2d3f4g5h6j7k8 147258369147258 741852963741852 159753159753159 123321123321123 112233445566778
`;

/** Words at the top of every list; combined with each other and with endings. */
export const words = `
password passwort passw0rd p@ssword p@ssw0rd password1 welcome willkommen letmein qwerty qwertz qwertyuiop azerty asdfgh
asdfghjkl zxcvbnm admin administrator root master secret geheim iloveyou ichliebedich dragon monkey football fussball
baseball basketball superman batman spiderman pokemon starwars princess sunshine shadow michael jennifer jordan ashley
jessica daniel thomas andrea nicole michelle charlie samantha alexander sebastian christian stefan martin computer
internet samsung google facebook microsoft windows liverpool arsenal chelsea barcelona juventus realmadrid bayern
schalke dortmund freedom whatever trustno1 killer hunter hello hallo hallowelt helloworld changeme default guest test
testing server database oracle summer winter spring autumn sommer herbst fruehling january february march april august
september october november december januar februar oktober dezember monday friday sunday montag freitag sonntag family
familie forever mustang ferrari porsche mercedes harley yamaha corvette cookie chocolate schokolade banana orange purple
butterfly schmetterling flower blume angel engel jesus christ heaven blessed london berlin paris newyork america
deutschland austria schweiz england access login user qazwsx zaq12wsx 1q2w3e4r 1qaz2wsx abc123 abcd1234 abcdef nothing
maggie buster tigger ginger pepper peanut snoopy matrix naruto minecraft fortnite nintendo playstation xbox360 metallica
slipknot nirvana eminem hannah madison taylor lovely loveme babygirl friends friendship bestfriend music guitar soccer
hockey cowboys yankees lakers steelers rangers eagles packers diamond silver golden phoenix thunder lightning blackberry
cheese coffee kaffee whiskey vodka money million lucky winner champion gangster hacker security sicherheit private company
office business manager support student teacher school schule university
`;

/** What is put behind a word to make it longer, or to please a rule. */
export const endings = `
1 12 123 1234 12345 123456 1234567 12345678 123456789 1234567890 0 00 000 007 01 11 111 1111 22 69 77 88 99 666 777 2020 2021
2022 2023 2024 2025 2026 ! !! !!! 1! 12! 123! 1234! 12345! 123456! 123!@# !@# !@#$ !@#$% @123 @1234 @12345 #1 #123 $ $$ ? . ..
2023! 2024! 2025! 2026! _123 -123 abc abcd xyz qwe qwerty asd
`;

/** Runs of keys and of the alphabet; any piece of them, both ways, is a password somebody has. */
export const runs = `
abcdefghijklmnopqrstuvwxyz 01234567890123456789 qwertyuiopasdfghjklzxcvbnm qwertzuiopasdfghjklyxcvbnm
azertyuiopqsdfghjklmwxcvbn 1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p qazwsxedcrfvtgbyhnujmikolp 1q2w3e4r5t6z7u8i9o0p
1q2w3e4r5t6y7u8i9o0p q1w2e3r4t5y6u7i8o9p0 a1b2c3d4e5f6g7h8i9j0 aabbccddeeffgghhiijj 112233445566778899001122
zyxwvutsrqponmlkjihgfedcba 98765432109876543210 !@#$%^&*()!@#$%^&*()
`;
