namespace Baton.Engine.Screening;

/// <summary>What has to be looked past for two company names to be one, from nothing to most. Each includes those before it.</summary>
internal enum NameLikeness
{
    /// <summary>The same text.</summary>
    Written,

    /// <summary>Case, blanks, punctuation, and the word for "&amp;".</summary>
    Style,

    /// <summary>The legal form at the end.</summary>
    LegalForm,

    /// <summary>Marks on letters, letters with two spellings, and other alphabets.</summary>
    Transliteration,
}
