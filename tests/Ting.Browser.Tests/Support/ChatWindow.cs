using Microsoft.Playwright;

namespace Ting.Browser.Tests.Support;

/// <summary>The customer's side: the shop's page with the chat on it. Playwright looks through the open shadow root by itself.</summary>
internal sealed class ChatWindow(IPage page)
{
    private ILocator Host => page.Locator("ting-chat");

    public ILocator Log => Host.GetByRole(AriaRole.Log);

    public ILocator Input => Host.Locator("textarea");

    public static async Task<ChatWindow> OpenAsync(Product product, string language, string brand, int width = 390, int height = 844)
    {
        var page = await product.OpenAsync(language, width: width, height: height);
        await page.GotoAsync($"/demo/shop?brand={brand}");
        var window = new ChatWindow(page);
        await window.Launcher.ClickAsync();
        return window;
    }

    public IPage Page => page;

    public ILocator Launcher => Host.Locator("button").First;

    public ILocator Dialog => Host.GetByRole(AriaRole.Dialog);

    public async Task BeginAsync(string name)
    {
        var field = Host.Locator("input[autocomplete='name']");
        await field.FillAsync(name);
        await Host.Locator("form button[type='submit']").ClickAsync();
    }

    public async Task SayAsync(string text)
    {
        await Input.FillAsync(text);
        await Host.Locator("button.w-send").ClickAsync();
        await Assertions.Expect(Log.GetByText(text)).ToBeVisibleAsync();
    }

    public async Task AttachAsync(string name, string type, byte[] content)
    {
        await Host.Locator("input[type=file]").SetInputFilesAsync(new FilePayload { Name = name, MimeType = type, Buffer = content });
        await Assertions.Expect(Host.GetByText(name, new() { Exact = true })).ToBeVisibleAsync();
    }

    /// <summary>Answers the question at the end of the conversation.</summary>
    public async Task RateAsync(int score)
    {
        var faces = Host.GetByRole(AriaRole.Radiogroup);
        await Assertions.Expect(faces).ToBeVisibleAsync();
        await faces.Locator("label").Nth(score - 1).ClickAsync();
        await Host.Locator("form button[type='submit']").ClickAsync();
        await Assertions.Expect(faces).ToBeHiddenAsync();
    }
}
