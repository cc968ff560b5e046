namespace Baton.Engine.Capture;

/// <summary>The places of the standard fields in <see cref="LeadSchema.Fields"/>, the same in every schema.</summary>
public static class LeadSlots
{
    public const int Id = 0;
    public const int ExternalId = 1;
    public const int Email = 2;
    public const int Phone = 3;
    public const int FirstName = 4;
    public const int LastName = 5;
    public const int Name = 6;
    public const int Title = 7;
    public const int Company = 8;
    public const int Domain = 9;
    public const int Website = 10;
    public const int Employees = 11;
    public const int Revenue = 12;
    public const int Industry = 13;
    public const int Country = 14;
    public const int Region = 15;
    public const int City = 16;
    public const int PostalCode = 17;
    public const int Language = 18;
    public const int Source = 19;
    public const int Campaign = 20;
    public const int Medium = 21;
    public const int LandingPage = 22;
    public const int Message = 23;
    public const int Product = 24;
    public const int Budget = 25;
    public const int Value = 26;
    public const int Interests = 27;
    public const int Consent = 28;
    public const int CreatedAt = 29;
    public const int Score = 30;
    public const int Probability = 31;
    public const int Grade = 32;
    public const int Territory = 33;
    public const int Segments = 34;
    public const int Activities = 35;
    public const int Answers = 36;
    public const int Stage = 37;
    public const int Status = 38;

    /// <summary>How many standard fields there are; the first custom field has this slot.</summary>
    public const int StandardCount = 39;
}
