namespace Baton.Cli.Demo;

/// <summary>The countries that the demo's leads come from. Shares sum to 100.</summary>
internal static partial class Cultures
{
    private static readonly char[] Bar = ['|'];

    public static IReadOnlyList<Culture> All { get; } =
    [
        Of(
            34,
            "US|USA|United States|us|usa|U.S.A.|United States of America",
            "en|en-US|English",
            "Olivia|Liam|Emma|Noah|Ava|Elijah|Mia|James|Harper|Lucas|Zoe|Mateo|Aaliyah|Caleb|Priscilla|DeShawn|Mei|Tyrone",
            "Barleycorn|Copperfield|Dandridge|Everhart|Fairbrook|Goldwater|Hollowell|Ironside|Jasperson|Kettlewell|O'Marrow|Van Thorne",
            "San Francisco/CA/California/94110|Los Angeles/CA/California/90012|San Jose/CA/California/95112"
                + "|Seattle/WA/Washington/98101|Portland/OR/Oregon/97205|Denver/CO/Colorado/80202|Phoenix/AZ/Arizona/85003"
                + "|Austin/TX/Texas/78701|Houston/TX/Texas/77002|Chicago/IL/Illinois/60601|Columbus/OH/Ohio/43215"
                + "|New York/NY/New York/10001|Boston/MA/Massachusetts/02108|Miami/FL/Florida/33101|Atlanta/GA/Georgia/30303",
            "(415) 555-01##|212-555-01##|+1 312 555 01##|206.555.01##|1-512-555-01##|617 555 01##",
            "Inc|Inc.|LLC|, Inc.|Corp|Corporation|Co.",
            "gmail.com|yahoo.com|outlook.com|hotmail.com|icloud.com"
        ),
        Of(
            9,
            "GB|UK|United Kingdom|uk|Great Britain|England",
            "en|en-GB|English",
            "Amelia|Oliver|Isla|George|Freya|Harry|Nia|Rhys|Eilidh|Callum|Priya|Imran",
            "Ashdown|Bramblewick|Cotterill|Davenport-Lee|Egglestone|Fotheringay|Greenhalgh|McTavish|Okonkwo|Pemberley",
            "London///EC1A 1BB|Manchester///M1 1AE|Edinburgh///EH1 1YZ|Bristol///BS1 4DJ|Cardiff///CF10 1EP",
            "020 7946 0###|+44 20 7946 0###|07700 900###|0161 496 0###",
            "Ltd|Ltd.|Limited|PLC|LLP",
            "gmail.com|hotmail.co.uk|yahoo.co.uk|outlook.com"
        ),
        Of(
            9,
            "DE|Germany|Deutschland|de|GERMANY",
            "de|de-DE|German|Deutsch",
            "Anneliese|Jürgen|Käthe|Lukas|Marlene|Björn|Sophie|Till|Gülay|Matthias|Frieda|Uwe",
            "Apfelbaum|Brückner|Dörrie|Eichenlaub|Größmann|Hohenfels|von Löwenstein|Müßig|Nachtigall|Schöngarten",
            "Berlin/BE/Berlin/10115|München/BY/Bayern/80331|Hamburg/HH/Hamburg/20095|Köln/NW/Nordrhein-Westfalen/50667",
            "030 23125 ###|+49 30 23125###|0171 3920 0##|0049 40 66969 ###",
            "GmbH|GmbH & Co. KG|AG|UG (haftungsbeschränkt)|KG",
            "gmx.de|web.de|t-online.de|gmail.com"
        ),
        Of(
            7,
            "FR|France|fr|FRANCE|Francia",
            "fr|fr-FR|French|Français",
            "Amélie|Benoît|Chloé|Didier|Élodie|François|Gaëlle|Hugo|Inès|Théo|Noémie|Yanis",
            "Beaulieu|Châtelain|Desrosiers|Étienne|Fontainebleau|Lefèvre|de la Mare|N'Diaye|Ouellet|Sainte-Claire",
            "Paris///75002|Lyon///69001|Marseille///13001|Nantes///44000|Lille///59000",
            "01 99 00 ## ##|+33 1 99 00 ## ##|06 39 98 ## ##|0199 00####",
            "SARL|SAS|S.A.|SA|et Fils",
            "gmail.com|orange.fr|free.fr|laposte.net"
        ),
        Of(
            5,
            "ES|Spain|España|es|espana",
            "es|es-ES|Spanish|Español",
            "Álvaro|Begoña|Carmen|Íñigo|Lucía|Joaquín|Nuria|Pablo|Rocío|Sergio",
            "Aguado Peña|Castañeda|Fuentes|García-Mora|Ibáñez|Muñoz Rey|Núñez|Peñalver|Quiroga|Zúñiga",
            "Madrid///28013|Barcelona///08002|Valencia///46001|Sevilla///41001",
            "910 55 50 ##|+34 910 555 0##|600 55 50 ##",
            "S.L.|SL|S.A.|SLU",
            "gmail.com|hotmail.com|yahoo.es"
        ),
        Of(
            5,
            "MX|Mexico|México|mx|MEXICO",
            "es|es-MX|Spanish|español",
            "Guadalupe|Héctor|Itzel|José Luis|Ximena|Raúl|María José|Tonatiuh|Verónica|Emiliano",
            "Alcántara|Bermúdez Cruz|Cienfuegos|Domínguez|Escamilla|Huerta Soto|Luna|Montesinos|Quetzal|Villaseñor",
            "Ciudad de México///06000|Guadalajara///44100|Monterrey///64000|Puebla///72000",
            "55 5550 ####|+52 55 5550 ####|33 5550 ####",
            "S.A. de C.V.|SA de CV|S. de R.L.|SAPI de CV",
            "gmail.com|hotmail.com|yahoo.com.mx"
        ),
        Of(
            5,
            "BR|Brazil|Brasil|br|brasil",
            "pt|pt-BR|Portuguese|Português",
            "Beatriz|Caio|Débora|João Pedro|Larissa|Luís|Mônica|Otávio|Thaís|Vinícius",
            "Araújo|Bittencourt|Conceição|Falcão|Guimarães|Jabuticaba|Magalhães|Negrão|da Silveira|Vasconcelos",
            "São Paulo/SP/São Paulo/01310-100|Rio de Janeiro/RJ/Rio de Janeiro/20040-002|Recife/PE/Pernambuco/50010-000",
            "(11) 5550-####|+55 11 5550 ####|21 5550 ####",
            "Ltda|Ltda.|S.A.|ME",
            "gmail.com|uol.com.br|hotmail.com"
        ),
        .. Further,
    ];

    private static Culture Of(
        int share,
        string spellings,
        string languages,
        string first,
        string last,
        string places,
        string phones,
        string suffixes,
        string freeMail
    ) =>
        new(
            share,
            spellings.Split(Bar),
            languages.Split(Bar),
            first.Split(Bar),
            last.Split(Bar),
            places.Split(Bar),
            phones.Split(Bar),
            suffixes.Split(Bar),
            freeMail.Split(Bar)
        );
}
