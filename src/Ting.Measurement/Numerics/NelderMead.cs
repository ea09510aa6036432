namespace Ting.Measurement;

/// <summary>The lowest point of a smooth function of a few variables, without derivatives (Nelder and Mead, The Computer Journal 7, 1965).</summary>
internal static class NelderMead
{
    private const int MostSteps = 4000;

    /// <summary>Begins anew from where it came to rest until that no longer helps: a simplex can shrink before it has arrived.</summary>
    /// <returns>The point and its value. A function value that is no number counts as infinitely high.</returns>
    public static (double[] Point, double Value) Minimum(Func<double[], double> function, double[] start, double step)
    {
        var best = Descend(function, start, step);
        for (var round = 0; round < 10; round++)
        {
            var next = Descend(function, best.Point, step / 2);
            var better = best.Value - next.Value;
            if (better > 0)
                best = next;
            if (better <= 1e-9 * (1 + Math.Abs(best.Value)))
                break;
        }

        return best;
    }

    private static (double[] Point, double Value) Descend(Func<double[], double> function, double[] start, double step)
    {
        var dimensions = start.Length;
        var corners = new (double[] Point, double Value)[dimensions + 1];
        for (var corner = 0; corner <= dimensions; corner++)
        {
            double[] point = [.. start];
            if (corner > 0)
                point[corner - 1] += step;
            corners[corner] = (point, Height(function, point));
        }

        for (var steps = 0; steps < MostSteps; steps++)
        {
            Array.Sort(corners, (one, other) => one.Value.CompareTo(other.Value));
            if (corners[^1].Value - corners[0].Value <= 1e-12 * (1 + Math.Abs(corners[0].Value)) && Spread(corners) < 1e-6)
                break;
            Move(function, corners);
        }

        Array.Sort(corners, (one, other) => one.Value.CompareTo(other.Value));
        return corners[0];
    }

    private static void Move(Func<double[], double> function, (double[] Point, double Value)[] corners)
    {
        var dimensions = corners.Length - 1;
        var middle = new double[dimensions];
        for (var corner = 0; corner < dimensions; corner++)
            for (var at = 0; at < dimensions; at++)
                middle[at] += corners[corner].Point[at] / dimensions;

        var worst = corners[^1];
        var reflected = Along(-1);
        if (reflected.Value < corners[0].Value)
        {
            var expanded = Along(-2);
            corners[^1] = expanded.Value < reflected.Value ? expanded : reflected;
        }
        else if (reflected.Value < corners[^2].Value)
        {
            corners[^1] = reflected;
        }
        else
        {
            var contracted = Along(reflected.Value < worst.Value ? -0.5 : 0.5);
            if (contracted.Value < Math.Min(reflected.Value, worst.Value))
                corners[^1] = contracted;
            else
                for (var corner = 1; corner <= dimensions; corner++)
                {
                    double[] point = [.. corners[corner].Point.Zip(corners[0].Point, (mine, best) => (mine + best) / 2)];
                    corners[corner] = (point, Height(function, point));
                }
        }

        (double[] Point, double Value) Along(double share)
        {
            double[] point = [.. middle.Zip(worst.Point, (centre, far) => centre + share * (far - centre))];
            return (point, Height(function, point));
        }
    }

    private static double Height(Func<double[], double> function, double[] point) => function(point) is var value && double.IsFinite(value) ? value : double.PositiveInfinity;

    private static double Spread((double[] Point, double Value)[] corners) =>
        corners.Max(corner => corner.Point.Zip(corners[0].Point, (mine, best) => Math.Abs(mine - best)).Max());
}
