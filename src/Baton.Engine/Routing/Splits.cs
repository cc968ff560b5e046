using System.Text;
using Baton.Engine.Policies.Config;

namespace Baton.Engine.Routing;

/// <summary>
/// Which arm of a split a lead falls into: sticky, since it depends on nothing but the experiment's name and the lead's
/// id. The hash is FNV-1a over the UTF-8 bytes of name, a zero byte and id, mixed by the 64-bit finaliser of MurmurHash3
/// (FNV alone spreads its high bits badly). The point in the sum of the shares is hash × sum / 2⁶⁴.
/// </summary>
public static class Splits
{
    public static ulong Hash(string experiment, string lead)
    {
        var hash = 14695981039346656037UL;
        foreach (var b in Encoding.UTF8.GetBytes(experiment + "\0" + lead))
        {
            hash = (hash ^ b) * 1099511628211UL;
        }

        hash ^= hash >> 33;
        hash *= 0xff51afd7ed558ccdUL;
        hash ^= hash >> 33;
        hash *= 0xc4ceb9fe1a85ec53UL;
        return hash ^ (hash >> 33);
    }

    /// <summary>The step that the lead's arm stands for.</summary>
    public static RouteStepConfig Resolved(SplitStep split, string lead)
    {
        var arm = ArmOf(split, lead);
        return arm.Pool is { } pool ? new PoolStep(pool, null, split.At) : new QueueStep(arm.Queue!, split.At);
    }

    /// <summary>An experiment without a name is named after its arms.</summary>
    public static SplitArm ArmOf(SplitStep split, string lead)
    {
        var name = split.Experiment ?? string.Join('|', split.Arms.Select(a => a.Name));
        var sum = split.Arms.Sum(a => a.Share);
        var point = (decimal)Hash(name, lead) / 18446744073709551616m * sum;
        foreach (var arm in split.Arms)
        {
            point -= arm.Share;
            if (point < 0)
            {
                return arm;
            }
        }

        return split.Arms[^1];
    }
}
