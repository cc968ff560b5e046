using Baton.Engine.People;

namespace Baton.Engine.Tests.People;

public sealed class LeadNumbersTests
{
    [Fact]
    public void A_number_is_there_once_until_it_is_removed()
    {
        var numbers = new LeadNumbers();
        foreach (var number in new long[] { 5, 9, 7, 9, 5, 1 })
        {
            numbers.Add(number);
        }

        numbers.ShouldBe([1, 5, 7, 9]);
        numbers.Remove(5);
        numbers.Remove(6);
        numbers.ShouldBe([1, 7, 9]);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void They_are_those_of_a_sorted_set_whatever_comes_and_goes(int seed)
    {
        var random = new Random(seed);
        var numbers = new LeadNumbers();
        var naive = new SortedSet<long>();
        for (var step = 0; step < 3_000; step++)
        {
            // Grows and shrinks in turn, now at the ends and now in the middle.
            var grows = random.Next(100) < (step / 500 % 2 == 0 ? 70 : 30);
            var number = random.Next(3) switch
            {
                0 => naive.Max + (grows ? 1 : 0),
                1 => naive.Min,
                _ => random.Next(2_000),
            };
            if (grows)
            {
                numbers.Add(number);
                naive.Add(number);
            }
            else
            {
                numbers.Remove(number);
                naive.Remove(number);
            }

            numbers.Count.ShouldBe(naive.Count);
            numbers.ShouldBe(naive);
        }
    }
}
