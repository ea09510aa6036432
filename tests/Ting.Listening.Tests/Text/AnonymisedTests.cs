namespace Ting.Listening.Tests;

public sealed class AnonymisedTests
{
    [Theory]
    [InlineData("订单 2026-0417-883 到底什么时候发货，电话13812345678", "订单 # 到底什么时候发货，电话#")]
    [InlineData("Write to anna@example.org about HP-55213 please", "Write to # about # please")]
    [InlineData("https://shop.example/order?id=77 を見てください", "# を見てください")]
    [InlineData("部屋は狭いが清潔でした。", "部屋は狭いが清潔でした。")]
    [InlineData("It took 3 days", "It took 3 days")]
    [InlineData("", "")]
    public void Codes_go_and_the_words_stay(string text, string expected) => Assert.Equal(expected, Anonymised.Of(text));

    [Fact]
    public void What_is_read_stays_the_same()
    {
        const string Text = "订单 2026-0417-883 第三次坏了，太失望了！";

        Assert.Equal(Listener.Read(Text).Emotion, Listener.Read(Anonymised.Of(Text)).Emotion);
    }
}
