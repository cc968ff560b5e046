namespace Baton.Trust.Tests.Load;

/// <summary>How much a test does: little with every change, much where <c>BATON_LONG=1</c> asks for it.</summary>
internal static class LongRun
{
    public static bool On { get; } = Environment.GetEnvironmentVariable("BATON_LONG") == "1";

    public static T Of<T>(T usual, T inLongRuns) => On ? inLongRuns : usual;
}
