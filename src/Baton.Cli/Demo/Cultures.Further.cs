namespace Baton.Cli.Demo;

internal static partial class Cultures
{
    // Computed, not stored: the order in which the parts of a class are initialised is nobody's promise.
    private static Culture[] Further =>
        [
            Of(
                3,
                "IT|Italy|Italia|it|ITALIA",
                "it|it-IT|Italian",
                "Alessia|Brando|Chiara|Donatello|Fiorella|Giosuè|Ilaria|Niccolò|Ornella|Tommaso",
                "Abbondanza|Bellacosa|D'Ambra|De Luna|Fiorentini|Lo Verde|Mezzanotte|Passalacqua|Trombetta|Zafferano",
                "Milano/MI/Milano/20121|Roma/RM/Roma/00184|Torino/TO/Torino/10121|Bologna/BO/Bologna/40121",
                "02 5550 ####|+39 02 5550 ####|347 555 00##",
                "S.r.l.|SRL|S.p.A.|SpA",
                "gmail.com|libero.it|virgilio.it"
            ),
            Of(
                3,
                "NL|Netherlands|Nederland|nl|The Netherlands|Holland",
                "nl|nl-NL|Dutch",
                "Anouk|Bram|Fenna|Gijs|Joost|Lotte|Maartje|Sjoerd|Willemijn|Youssef",
                "van den Berg|de Bruijn|Dijkgraaf|ter Horst|Kloosterman|van der Meulen|Oosterhuis|Schaapherder|'t Veld|Zonneveld",
                "Amsterdam///1012 AB|Rotterdam///3011 AA|Utrecht///3511 LX|Eindhoven///5611 AZ",
                "020 555 00##|+31 20 555 00##|06 5555 00##",
                "B.V.|BV|N.V.|VOF",
                "gmail.com|ziggo.nl|hotmail.nl"
            ),
            Of(
                3,
                "SE|Sweden|Sverige|se|SWEDEN",
                "sv|sv-SE|Swedish|en",
                "Astrid|Björn|Elsa|Gösta|Håkan|Ingrid|Lovisa|Nils|Saga|Åke",
                "Björklund|Dahlström|Ekström|Granqvist|Hallonblad|Lönnrot|Nordenskär|Sjöberg|Äppelgren|Öberg",
                "Stockholm///111 20|Göteborg///411 03|Malmö///211 20",
                "08-465 004 ##|+46 8 465 004 ##|070-174 06 ##",
                "AB|Aktiebolag|HB",
                "gmail.com|hotmail.se|telia.com"
            ),
            Of(
                2,
                "PL|Poland|Polska|pl",
                "pl|pl-PL|Polish",
                "Agnieszka|Bogumił|Elżbieta|Grzegorz|Jadwiga|Łukasz|Małgorzata|Stanisław|Żaneta|Zdzisław",
                "Brzęczyk|Dąbrowska|Jaskółka|Księżycki|Łabędź|Malinowski|Niezapominajka|Pszczoła|Śliwka|Źrebak",
                "Warszawa///00-001|Kraków///31-000|Gdańsk///80-001",
                "22 555 00 ##|+48 22 555 00 ##|500 555 0##",
                "Sp. z o.o.|sp. z o. o.|S.A.",
                "gmail.com|wp.pl|onet.pl"
            ),
            Of(
                6,
                "IN|India|india|in|Bharat",
                "en|en-IN|English|hi",
                "Aarav|Bhavna|Chandrika|Dev|Gauri|Harpreet|Ishaan|Lakshmi|Meenakshi|Suresh",
                "Banerjee-Roy|Chidambaram|Deshmukh|Ghoshal|Iyer|Kolhapure|Mukhopadhyay|Patelwala|Ramaswamy|Singh Gill",
                "Mumbai/MH/Maharashtra/400001|Bengaluru/KA/Karnataka/560001|Chennai/TN/Tamil Nadu/600001|Delhi/DL/Delhi/110001",
                "022 5550 ####|+91 22 5550 ####|98555 0####",
                "Pvt Ltd|Pvt. Ltd.|Private Limited|LLP",
                "gmail.com|rediffmail.com|yahoo.co.in"
            ),
            Of(
                3,
                "JP|Japan|日本|jp|JAPAN",
                "ja|ja-JP|Japanese|日本語",
                "Akari|Daichi|Haruka|Kenji|Mizuki|Naoko|Ren|Sakura|Takumi|Yūki|葵|蓮",
                "Amanogawa|Hoshizora|Kawanishi|Momoi|Nishimori|Ōtsuki|Sakurazaka|Tsukishima|Yamabuki|星野|月島",
                "東京都///100-0001|Tokyo///100-0001|Osaka///530-0001|Nagoya///450-0001",
                "03-5550-####|+81 3 5550 ####|06-5550-####",
                "K.K.|Co., Ltd.|株式会社|GK",
                "gmail.com|yahoo.co.jp|docomo.ne.jp"
            ),
            Of(
                2,
                "SG|Singapore|singapore|sg",
                "en|en-SG|zh",
                "Aisyah|Boon Keng|Cheryl|Darshini|Hui Min|Jun Wei|Kavitha|Wei Ling",
                "Chng|Goh|Lim Ah|Ng|Nair Menon|Ong|Quek|Tan-Reyes|binte Yusof",
                "Singapore///018956|Singapore///238801",
                "6555 00##|+65 6555 00##|9555 00##",
                "Pte Ltd|Pte. Ltd.|Private Limited",
                "gmail.com|singnet.com.sg|yahoo.com.sg"
            ),
            Of(
                4,
                "AU|Australia|australia|au|AUSTRALIA",
                "en|en-AU|English",
                "Banjo|Charlotte|Darcy|Evie|Jarrah|Kirra|Lachlan|Matilda|Nguyen|Tahlia",
                "Billabong|Coolibah|Dunstan|Fitzgibbon|Jindalee|Kurrajong|Macquarie|O'Shannessy|Tran|Wattlebird",
                "Sydney/NSW/New South Wales/2000|Melbourne/VIC/Victoria/3000|Brisbane/QLD/Queensland/4000|Perth/WA/Western Australia/6000",
                "(02) 5550 ####|+61 2 5550 ####|0491 570 ###|(03) 7010 ####",
                "Pty Ltd|Pty. Ltd.|Pty Limited",
                "gmail.com|bigpond.com|optusnet.com.au"
            ),
        ];
}
