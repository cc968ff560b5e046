namespace Baton.Cli.Demo;

/// <summary>What leads say that does not depend on their country. A choice listed twice is twice as likely.</summary>
internal static class Words
{
    public static string[] Adjectives { get; } =
    [
        "Amber",
        "Blue",
        "Bright",
        "Cedar",
        "Copper",
        "Crystal",
        "Evergreen",
        "Golden",
        "Granite",
        "Harbor",
        "Ivory",
        "Juniper",
        "Lunar",
        "Maple",
        "North",
        "Orchid",
        "Pioneer",
        "Quiet",
        "Rapid",
        "Silver",
        "Summit",
        "Velvet",
        "Wild",
    ];

    public static string[] Nouns { get; } =
    [
        "Analytics",
        "Bakery",
        "Clinics",
        "Dental",
        "Energy",
        "Foods",
        "Freight",
        "Hotels",
        "Labs",
        "Legal",
        "Logistics",
        "Media",
        "Motors",
        "Optics",
        "Pharma",
        "Robotics",
        "Schools",
        "Security",
        "Software",
        "Studios",
        "Textiles",
        "Works",
    ];

    public static string[] Sources { get; } =
    [
        "website",
        "website",
        "website",
        "website",
        "website",
        "website",
        "website",
        "demo",
        "demo",
        "demo",
        "google_ads",
        "google_ads",
        "google_ads",
        "referral",
        "webinar",
        "webinar",
        "trade_show",
        "partner",
        "chat",
        "linkedin",
    ];

    public static string[] Products { get; } = ["payroll", "scheduling", "analytics", "field_service"];

    public static string[] Industries { get; } =
    [
        "software",
        "healthcare",
        "logistics",
        "retail",
        "manufacturing",
        "education",
        "hospitality",
        "finance",
        "Legal",
        "Non-profit",
    ];

    public static string[] Titles { get; } =
    [
        "Owner",
        "CEO",
        "COO",
        "Head of Operations",
        "Office manager",
        "HR Director",
        "VP Sales",
        "IT lead",
        "Buyer",
        "founder",
        "Operations Analyst",
        "Assistant",
    ];

    public static string[] Messages { get; } =
    [
        "Please call me back, mornings are best.",
        "How much is it for 40 seats?",
        "We are comparing three vendors and decide this month.",
        "can you send pricing??",
        "Do you integrate with our accounting system?",
        "Our contract with the current vendor ends in autumn.",
        "Saw you at the trade show. Would like a demo for the team.",
        "URGENT - need this before the audit",
    ];

    public static string[] BadEmails { get; } =
    ["n/a", "none", "@", "{0}(at){1}", "{0}@", "{0} {0}@{1}", "@{1}", "{0}@@{1}"];
}
