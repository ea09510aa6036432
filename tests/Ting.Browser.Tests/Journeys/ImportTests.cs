using System.Text;
using Microsoft.Playwright;
using Ting.Browser.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace Ting.Browser.Tests.Journeys;

/// <summary>A manager takes people in from a spreadsheet's file, and gets back the rows that were wrong.</summary>
public sealed class ImportTests(Product product)
{
    [Fact]
    [Trait("req", "CRM-05")]
    public async Task A_file_is_checked_taken_in_and_its_bad_row_comes_back_with_the_reason()
    {
        var mark = Guid.CreateVersion7().ToString("N")[^8..];
        var page = await product.OpenAsync("zh-Hans", "Eleanor");
        await page.GotoAsync("/people");
        await page.Locator(".head-a a[href='/people/import']").ClickAsync();
        await page.Locator("#file").SetInputFilesAsync(new FilePayload
        {
            Name = "客户.csv",
            MimeType = "text/csv",
            Buffer = Encoding.UTF8.GetBytes($"姓名,邮箱,等级\n导入甲{mark},a{mark}@example.test,金卡\n导入乙{mark},b{mark}@example.test,\n坏行{mark},not-an-address,\n"),
        });
        await page.Locator("form:has(#file) button[type=submit]").ClickAsync();
        await page.ReachesAsync("**/people/import/*");

        // what the columns hold was guessed
        await Expect(page.Locator("select[name='Input.Columns']").Nth(1)).ToHaveValueAsync("email");
        await page.Locator("form:has(#encoding) button[type=submit]").ClickAsync();
        var run = page.Locator(".form-f button.btn-p");
        await Expect(run).ToContainTextAsync("导入 2 位客户"); // comes by itself when the check is done
        await Expect(page.Locator(".st-row")).ToContainTextAsync("未导入");
        await run.ClickAsync();
        await Expect(page.Locator(".head-a .tag")).ToHaveTextAsync("完成");

        var download = await page.RunAndWaitForDownloadAsync(() => page.Locator("a[href$='rows.csv']").ClickAsync());
        using var reader = new StreamReader(await download.CreateReadStreamAsync());
        var rows = await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
        Assert.Contains("“not-an-address”不是邮箱地址", rows, StringComparison.Ordinal);

        await page.GotoAsync($"/people?q={Uri.EscapeDataString($"导入甲{mark}")}");
        await Expect(page.Locator("tbody tr")).ToHaveCountAsync(1);
        await Expect(page.Locator("tbody tr")).ToContainTextAsync("金卡");
    }
}
