// A counter that drives eight lights through a small rule, for place and route.
module blinker(input clk, input button, output [7:0] light);
  reg [23:0] count;
  reg [7:0] pattern;
  wire [7:0] mixed = pattern ^ count[23:16] ^ {8{button}};
  always @(posedge clk) begin
    count <= count + (button ? 3 : 1);
    if (&count[3:0])
      pattern <= {pattern[6:0], ^pattern ^ button} + count[7:4];
  end
  assign light = mixed;
endmodule
