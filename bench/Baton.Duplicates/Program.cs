using System.Diagnostics;
using System.Globalization;
using Baton.Duplicates;

// Measures how well duplicates are recognised in a file in which they are known.
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
if (args is not [var path, ..])
{
    Console.Error.WriteLine("usage: Baton.Duplicates FILE [--wrong]   a file such as FEBRL's dataset1.csv");
    return 2;
}

using var file = File.OpenText(path);
var records = LinkedRecord.Read(file);
var clock = Stopwatch.StartNew();
var all = new Linkage(records);
var elapsed = clock.Elapsed;
var even = new Linkage([.. records.Where(r => r.Entity % 2 == 0)]);
var odd = new Linkage([.. records.Where(r => r.Entity % 2 == 1)]);
var at = even.BestThreshold();
Console.WriteLine(
    $"{records.Count} records; {all.Pairs.Count} pairs compared in {elapsed.TotalMilliseconds:0} ms; threshold {at} chosen on even entities"
);
Console.WriteLine("entities  true pairs  blocked  recall  precision  recall@0.95  precision@0.95  review 0.80..0.95");
foreach (var (name, half) in new[] { ("even", even), ("odd", odd), ("all", all) })
{
    var review = half.Pairs.Count(p => p.Score is >= 0.80m and < 0.95m);
    Console.WriteLine(
        $"{name, -8}  {half.TruePairs, 10}  {half.BlockingRecall, 7:0.0000}  {half.Recall(at), 6:0.0000}  {half.Precision(at), 9:0.0000}"
            + $"  {half.Recall(0.95m), 11:0.0000}  {half.Precision(0.95m), 14:0.0000}  {review, 17}"
    );
}

if (args.Contains("--wrong", StringComparer.Ordinal))
{
    foreach (var pair in all.Pairs.Where(p => p.IsTrue != p.Score >= at))
    {
        Console.WriteLine($"{pair.Left.Id} {pair.Right.Id} {pair.Score}");
    }
}

return 0;
