using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Ting.Browser.Tests.Support;

/// <summary>Where a window is. Asked of the window again and again: waiting for what its navigation is said to have done can miss it on a busy machine.</summary>
internal static class Address
{
    /// <param name="pattern">Of the whole address: * is anything within a part, ** anything at all.</param>
    public static Task ReachesAsync(this IPage page, string pattern) =>
        Assertions.Expect(page).ToHaveURLAsync(new Regex($"^{Regex.Escape(pattern).Replace(@"\*\*", ".*", StringComparison.Ordinal).Replace(@"\*", "[^/]*", StringComparison.Ordinal)}$"));
}
